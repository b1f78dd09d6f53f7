// The card beside a finding in the text: what it is and what to do, while the pointer rests on it or after it was pressed.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Located } from '../../../domain/checks/analyse';
import { IconButton } from '../../ui/Button';
import { say } from '../../ui/say';
import { Tag } from '../../ui/Tag';
import { FindingDetail, type FindingVerbs } from './FindingDetail';
import { LOOK } from './severity';
import { useRuleName } from './useRuleName';

interface Props {
  finding: Located;
  /** Of the words, in the window. */
  rect: DOMRect;
  verbs: FindingVerbs;
  onStay: () => void;
  onLeave: () => void;
  onClose: () => void;
}

const GAP = 6;
const EDGE = 12;

export function FindingCard({ finding, rect, verbs, onStay, onLeave, onClose }: Props) {
  const t = useTranslations('checks');
  const common = useTranslations('common');
  const locale = useLocale();
  const name = useRuleName();
  const card = useRef<HTMLElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const { meaning, icon } = LOOK[finding.severity];

  // Under the words where there is room, else above them; again when the reason has come and the card has grown.
  useLayoutEffect(() => {
    const own = card.current;
    if (!own) return;
    const put = () => {
      const { width, height } = own.getBoundingClientRect();
      const left = Math.max(EDGE, Math.min(rect.left, window.innerWidth - width - EDGE));
      const below = rect.bottom + GAP + height <= window.innerHeight - EDGE;
      const top = Math.max(EDGE, below ? rect.bottom + GAP : rect.top - GAP - height);
      setPlace((before) => (before?.left === left && before.top === top ? before : { left, top }));
    };
    put();
    const watch = new ResizeObserver(put);
    watch.observe(own);
    return () => watch.disconnect();
  }, [rect]);

  return (
    <section
      ref={card}
      className={`thread ck-card${finding.severity === 'error' ? ' is-mustfix' : ''}`}
      aria-label={t('cardOf', { name: name(finding.rule) })}
      style={place ? { left: place.left, top: place.top } : { visibility: 'hidden' }}
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className="th-h">
        <Tag meaning={meaning} icon={icon} strong={finding.severity === 'error'}>
          {t(finding.severity)}
        </Tag>
        <b className="grow">{name(finding.rule)}</b>
        <IconButton icon="x" size="sm" label={common('close')} onClick={onClose} />
      </div>
      <p>{say(finding.message, locale)}</p>
      <FindingDetail finding={finding} verbs={verbs} />
    </section>
  );
}
