// What stands across the page while it is signed: the verbs of the frozen text, the returned sections, the stale signatures.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Button, ButtonLink } from '../../ui/Button';
import { Banner, StageBanner } from '../Banners';
import { useSectionTitle } from '../outline/useSectionTitle';
import type { Opens } from '../PrimaryAction';
import { oldestSigned, staleLines } from '../sign/mine';
import { differenceOf } from '../versions/chosen';
import { useRemind } from './useRemind';

interface Props {
  page: ReviewPage;
  /** Why nothing can be done now; null when it can. */
  blocked: string | null;
  onOpen: (what: Opens) => void;
}

/** Frozen, with what an owner can do about it; or which sections are open, and what follows. */
export function FrozenBanner({ page, blocked, onOpen }: Props) {
  const t = useTranslations('review.banner');
  const act = useTranslations('review.act');
  const sep = useTranslations('gates')('sep');
  const sectionTitle = useSectionTitle(page.templateBody);
  const off = blocked === null ? {} : { disabled: true, title: blocked };
  const returns = page.abilities.includes('return-sections');
  const actions = (
    <>
      {returns && (
        <Button size="sm" {...off} onClick={() => onOpen('return-sections')}>
          {act('return-sections')}
        </Button>
      )}
      {page.abilities.includes('cancel-signoff') && (
        <Button size="sm" variant="ghost" {...off} onClick={() => onOpen('cancel-signoff')}>
          {act('cancel-signoff')}
        </Button>
      )}
    </>
  );
  if (page.openSections.length === 0) return <StageBanner page={page} actions={actions} />;
  const sections = page.openSections.map((key) => sectionTitle(key)).join(sep);
  const writes = page.abilities.includes('write-returned');
  return (
    <Banner meaning="reserve" icon="undo" title={t('returned', { sections })} actions={actions}>
      {t(returns ? 'returnedOwner' : writes ? 'returnedWriter' : 'returnedWhat')}
    </Banner>
  );
}

/** Agreements over other bytes: whose, and asking them all again. */
export function StaleBanner({ page, signoff, blocked }: Omit<Props, 'onOpen'> & { signoff: SignoffView }) {
  const t = useTranslations('review.banner');
  const sep = useTranslations('gates')('sep');
  const { busy, remind } = useRemind(page.id);
  const stale = staleLines(signoff);
  const asks = stale.filter(({ turn, personId }) => turn && personId !== page.me.id);
  return (
    <Banner
      meaning="stale"
      icon="stale"
      title={t('stale', { n: stale.length })}
      actions={
        <>
          <ButtonLink size="sm" href={differenceOf(page.id, oldestSigned(stale, signoff), signoff.version)}>
            {t('difference')}
          </ButtonLink>
          {page.abilities.includes('change-signers') && asks.length > 0 && (
            <Button size="sm" busy={busy} disabled={blocked !== null} onClick={() => void remind(asks)}>
              {t('askAgain', { n: asks.length })}
            </Button>
          )}
        </>
      }
    >
      {t('staleWhat', { names: stale.map(({ name }) => name).join(sep) })}
    </Banner>
  );
}
