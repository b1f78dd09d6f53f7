// Returns sections to their writers with points to answer; the others stay frozen. Says before whose signature it will cost.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Check } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import { useSectionNames } from '../outline/useSectionNames';
import { holdersOf } from './holders';
import { PointsField } from './PointsField';
import { SignerDialog } from './SignerDialog';
import { useReturnPoints } from './useReturnPoints';

interface Props {
  page: Pick<ReviewPage, 'id' | 'templateBody' | 'sections' | 'openSections'>;
  signoff: SignoffView;
  blocks: readonly Block[];
  onClose: () => void;
}

export function ReturnSections({ page, signoff, blocks, onClose }: Props) {
  const t = useTranslations('signers.return');
  const common = useTranslations('signers');
  const sep = useTranslations('gates')('sep');
  const router = useRouter();
  const { busy, words, once } = useCall();
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const sections = useSectionNames(page.templateBody, blocks).filter(({ id }) => !page.openSections.includes(id));
  const ownerOf = (key: string) => page.sections[key]?.owner?.name ?? null;
  const draft = useReturnPoints(signoff, keys);
  const { points } = draft;
  const owners = [...new Set(keys.flatMap((key) => ownerOf(key) ?? []))];
  const holders = holdersOf(signoff, keys);
  const go = async () => {
    setTried(true);
    if (keys.length === 0 || points.length === 0) return;
    const sectionKey = keys.length === 1 ? { sectionKey: keys[0] } : {};
    const answer = await once({
      method: 'POST',
      path: `/reviews/${page.id}/actions`,
      body: {
        action: 'return-sections',
        sectionKeys: keys,
        points: points.map((point) => ({ ...point, ...sectionKey })),
      },
    });
    if (!answer.ok) return;
    onClose();
    notify(t('done', { n: keys.length }));
    router.refresh();
  };
  return (
    <SignerDialog
      title={t('title')}
      note={t('note')}
      verb={owners.length > 0 ? t('verb', { names: owners.join(sep) }) : t('title')}
      {...(points.length > 0 && { hint: common('pointsN', { n: points.length }) })}
      busy={busy}
      problem={words}
      onSend={() => void go()}
      onClose={onClose}
    >
      <fieldset className="field">
        <legend className="label">{t('which')}</legend>
        <div className="rs-l">
          {sections.map(({ id, title }) => (
            <Check
              key={id}
              checked={keys.includes(id)}
              onChange={(event) => setKeys(event.target.checked ? [...keys, id] : keys.filter((one) => one !== id))}
              label={ownerOf(id) ? t('section', { title, owner: ownerOf(id) ?? '' }) : title}
            />
          ))}
        </div>
        {tried && keys.length === 0 && (
          <p className="error" role="alert">
            {t('whichNeed')}
          </p>
        )}
      </fieldset>
      <PointsField draft={draft} missing={tried && points.length === 0} />
      {keys.length > 0 &&
        (holders.length > 0 ? (
          <Notice meaning="stale" icon="stale" title={t('stale', { n: holders.length })}>
            {t('staleWhat', { names: holders.map(({ name }) => name).join(sep) })}
          </Notice>
        ) : (
          <p className="hint">{t('staleNone')}</p>
        ))}
      <p className="hint">{t('nobodySigns')}</p>
    </SignerDialog>
  );
}
