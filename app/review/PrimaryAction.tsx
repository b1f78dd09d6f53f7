// The one next step of the stage for this reader. Which one is asked of the abilities, never of a role or stage.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../domain/view';
import { Button, ButtonLink } from '../ui/Button';
import { Menu } from '../ui/Menu';
import { ExportItems } from './ExportItems';
import { waitingLines } from './sign/mine';
import { useRemind } from './signers/useRemind';

export type Opens =
  | 'freeze'
  | 'start-review'
  | 'return-to-draft'
  | 'cancel-signoff'
  | 'reopen'
  | 'return-sections'
  | 'plan'
  | 'archive'
  | 'share'
  | 'facts'
  | 'delete';

interface Props {
  page: Pick<ReviewPage, 'id' | 'abilities' | 'signoff' | 'openSections' | 'me'>;
  /** Closed gates; null while nobody knows. */
  gates: number | null;
  /** Why no step can be taken now (offline): said on the button; the banner says it too. */
  blocked: string | null;
  onOpen: (what: Opens) => void;
}

export function PrimaryAction({ page, gates, blocked, onOpen }: Props) {
  const t = useTranslations('review');
  const { busy, remind } = useRemind(page.id);
  const may = (action: ReviewPage['abilities'][number]) => page.abilities.includes(action);
  const off = blocked === null ? {} : { disabled: true, title: blocked, 'aria-description': blocked };
  if (may('start-review')) {
    return (
      <Button variant="primary" {...off} onClick={() => onOpen('start-review')}>
        {t('act.start-review')}
      </Button>
    );
  }
  if (may('freeze')) {
    return (
      <Button
        variant={gates === 0 ? 'primary' : 'gated'}
        {...off}
        aria-describedby="gate"
        onClick={() => onOpen('freeze')}
      >
        {t('act.freeze')}
        {gates !== null && gates > 0 && <span>{t('act.left', { n: gates })}</span>}
      </Button>
    );
  }
  if (may('return-sections') && page.openSections.length > 0) {
    return (
      <Button variant={gates === 0 ? 'primary' : 'gated'} {...off} onClick={() => onOpen('freeze')}>
        {t('act.freeze-again')}
        {gates !== null && gates > 0 && <span>{t('act.left', { n: gates })}</span>}
      </Button>
    );
  }
  if (may('decide') && page.signoff?.mine) {
    const waits = page.signoff.mine.turn && page.signoff.mine.decision === null;
    return (
      <ButtonLink variant={waits ? 'primary' : 'secondary'} icon="seal" href={`/reviews/${page.id}/sign`}>
        {t(waits ? 'act.sign' : 'act.signed')}
      </ButtonLink>
    );
  }
  const waiting = page.signoff ? waitingLines(page.signoff).filter(({ personId }) => personId !== page.me.id) : [];
  if (may('change-signers') && waiting.length > 0) {
    return (
      <Button variant="primary" icon="send" busy={busy} {...off} onClick={() => void remind(waiting)}>
        {t('act.remind', { n: waiting.length })}
      </Button>
    );
  }
  if (may('cancel-signoff')) {
    return (
      <Button {...off} onClick={() => onOpen('cancel-signoff')}>
        {t('act.cancel-signoff')}
      </Button>
    );
  }
  if (may('export-approved')) {
    return (
      <>
        {may('archive') && (
          <Button icon="box" {...off} onClick={() => onOpen('archive')}>
            {t('act.archive')}
          </Button>
        )}
        <Menu
          label={t('export.menu')}
          trigger={
            <Button variant="primary" icon="download">
              {t('export.menu')}
            </Button>
          }
        >
          <ExportItems reviewId={page.id} approved={page.signoff?.outcome === 'approved'} />
        </Menu>
      </>
    );
  }
  return null;
}
