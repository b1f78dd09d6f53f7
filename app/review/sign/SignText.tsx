// The frozen text as the bytes say it, or why it is not shown.
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useMemo } from 'react';
import { pointLabels } from '../../../domain/document/points';
import type { MeasureField } from '../../../domain/fields';
import type { SignoffView } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import type { ItemWords } from '../../editor/itemMarker';
import { StaticPaper } from '../../editor/StaticPaper';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Seg } from '../../ui/Seg';
import { Notice } from '../../ui/Tag';
import { FieldLine } from '../fields/FieldLine';
import { MarkedPaper } from './MarkedPaper';
import { shortDigest } from './shortDigest';
import type { Frozen, FrozenText } from './useFrozenText';
import type { Since } from './useVersionText';

export type Shows = 'marked' | 'clean';

interface Props {
  frozen: Frozen;
  signoff: SignoffView;
  /** What changed since the reader's own signature: marked on demand. */
  since: Since;
  shows: Shows;
  onShow: (shows: Shows) => void;
  scroller: RefObject<HTMLDivElement | null>;
  onAgain: () => void;
  /** Phone: from the text back to the decision. */
  onBack: () => void;
}

export function SignText({ frozen, signoff, since, shows, onShow, scroller, onAgain, onBack }: Props) {
  const t = useTranslations('sign');
  const changes = since.kind === 'known' ? since.changes.items.length : 0;
  return (
    <section className="sn-doc" aria-label={t('doc')}>
      <div className="sn-bar">
        <IconButton className="sn-back" icon="chev-l" label={t('backToSign')} onClick={onBack} />
        <b>{t('version', { version: signoff.version })}</b>
        <span className="grow" />
        {frozen.kind === 'checked' && (
          <span className="mean is-agree" title={t('checkedWhat')}>
            <Icon name="shield-ok" />
            {t('checked')}
          </span>
        )}
        {changes > 0 && (
          <Seg
            label={t('since.shows')}
            value={shows}
            options={[
              { value: 'marked', label: t('since.marked', { n: changes }) },
              { value: 'clean', label: t('since.clean') },
            ]}
            onChange={onShow}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard. */}
      <div className="sn-scroll" tabIndex={0} ref={scroller}>
        <Body frozen={frozen} marked={shows === 'marked' && changes > 0 ? since : null} onAgain={onAgain} />
      </div>
    </section>
  );
}

function Body({ frozen, marked, onAgain }: Pick<Props, 'frozen' | 'onAgain'> & { marked: Since | null }) {
  const t = useTranslations('sign');
  const words = useRefusalWords();
  switch (frozen.kind) {
    case 'loading':
      return (
        <div className="paper doc" role="status" aria-label={t('checking')}>
          <div className="sk-lines">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <i key={key} className="sk" />
            ))}
          </div>
        </div>
      );
    case 'checked':
      return <Checked text={frozen.text} marked={marked} />;
    case 'mismatch':
      return (
        <Notice meaning="object" icon="object" role="alert" title={t('mismatch')}>
          {t('mismatchWhat', { expected: shortDigest(frozen.expected, 4), found: shortDigest(frozen.found, 4) })}
        </Notice>
      );
    case 'failed':
      return (
        <div className="empty">
          <Icon name="warn" />
          <b>{t('noText', { why: words(frozen.code) })}</b>
          <Button variant="primary" size="sm" onClick={onAgain}>
            {t('again')}
          </Button>
        </div>
      );
  }
}

/** With the fields of its measures as the bytes say them. */
function Checked({ text, marked }: { text: FrozenText; marked: Since | null }) {
  const t = useTranslations('fields');
  const labels = useMemo(() => pointLabels(text.blocks.map((one) => one.block)), [text]);
  const items: ItemWords = {
    label: (kind, n) => t(`label.${kind}`, { n }),
    threads: (n) => t('threads', { n }),
    suggestions: (n) => t('suggestions', { n }),
    gaps: NO_GAPS,
  };
  const fieldLine = (index: number) => {
    const { fields } = text.blocks[index] ?? {};
    const label = items.label('measure', labels[index]?.n ?? 0);
    return fields && <FieldLine label={label} fields={fields} wanted={NOTHING} writes={false} />;
  };
  if (marked?.kind === 'known')
    return <MarkedPaper before={marked.before} after={text} changes={marked.changes} fieldLine={fieldLine} />;
  return (
    <StaticPaper
      title={text.title}
      blocks={text.blocks.map((one) => one.block)}
      numbers={text.blocks.map((one) => one.number)}
      items={items}
      fieldLine={fieldLine}
    />
  );
}

/** Gaps are the writers': a signer sees what is said. */
const NO_GAPS: ReadonlyMap<string, string> = new Map();
const NOTHING: readonly MeasureField[] = [];
