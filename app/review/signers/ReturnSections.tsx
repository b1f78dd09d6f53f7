// Returns sections to their writers with points to answer; the others stay frozen. Says before whose signature it will cost.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Check } from '../../ui/Field';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';
import { useSectionNames } from '../outline/useSectionNames';
import { holdersOf } from './holders';
import { PointsField } from './PointsField';
import { pointsIn } from './pointsIn';
import { SignerDialog } from './SignerDialog';

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
  const [text, setText] = useState(() => saidAgainst(signoff).join('\n'));
  const [tried, setTried] = useState(false);
  const sections = useSectionNames(page.templateBody, blocks).filter(({ id }) => !page.openSections.includes(id));
  const ownerOf = (key: string) => page.sections[key]?.owner?.name ?? null;
  const points = pointsIn(text);
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
        points: points.map((body) => ({ body, ...sectionKey })),
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
      <PointsField value={text} missing={tried && points.length === 0} onChange={setText} />
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

/** What was said against the text, as the first draft of the points. */
function saidAgainst({ steps }: SignoffView): string[] {
  const said = (line: SignoffLineView) => line.decision === 'object' && line.opinion !== undefined;
  return steps.flatMap(({ lines }) => lines.filter(said).map(({ opinion = '' }) => opinion.replaceAll('\n', ' ')));
}
