// The source at the left of step 2: each line with its number and what it was recognised as. Long texts come in portions.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { RoledLine } from '../../../../domain/document/lineRoles';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import type { IconName } from '../../../ui/icons';
import { type LineKind, type LineName, nameOfLine } from './kinds';

const POINTS: Partial<Record<LineKind, IconName>> = {
  problem: 'problem',
  cause: 'cause',
  measure: 'measure',
  other: 'target',
};
/** Characters of one line that are shown: a text without line ends must not become one endless paragraph. */
const LONGEST = 2000;

interface Props {
  lines: readonly RoledLine[];
  /** How many of them are shown. */
  shown: number;
  onMore: () => void;
  /** Numbers of lines with a doubt that waits. */
  doubtful: ReadonlySet<number>;
  /** Number of the line in hand; it is scrolled into sight. */
  current: number | null;
  /** Without roles and marks: the text alone. */
  plain: boolean;
}

export function SourcePane({ lines, shown, onMore, doubtful, current, plain }: Props) {
  const t = useTranslations('import');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pane = box.current;
    // On a phone source and outline scroll as one page: following there would carry the doubt in hand away.
    if (current === null || !pane || pane.scrollHeight <= pane.clientHeight) return;
    pane.querySelector(`[data-n="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard.
    <div className="sc" ref={box} tabIndex={0}>
      <div className={clsx('paper', plain && 'im-plain')}>
        {lines.slice(0, shown).map((line) => (
          <Line
            key={line.start}
            line={line}
            mark={current === line.line ? 'cur' : doubtful.has(line.line) ? 'doubt' : null}
          />
        ))}
        {lines.length > shown && (
          <p className="im-more">
            <span className="hint">{t('moreLines', { n: lines.length - shown })}</span>
            <Button size="sm" onClick={onMore}>
              {t('more')}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

function Line({ line, mark }: { line: RoledLine; mark: 'cur' | 'doubt' | null }) {
  const t = useTranslations('import');
  const name = nameOfLine(line.roles);
  const words = line.words.slice(0, LONGEST);
  const cut = line.words.length - words.length;
  return (
    <div className={clsx('ln2', name?.kind === 'noise' && 'noise', mark)} data-n={line.line}>
      <small className="num">{line.line}</small>
      <span className="kind">{name && <Kind {...name} />}</span>
      <p>
        {name?.kind === 'title' || name?.kind === 'part' ? <b>{words}</b> : words}
        {cut > 0 && <span className="faint"> {t('cut', { n: cut })}</span>}
      </p>
    </div>
  );
}

function Kind({ kind, points }: LineName) {
  const t = useTranslations('import');
  const icon = POINTS[kind];
  const [first, last] = [points[0], points.at(-1)];
  if (!icon || first === undefined) return t(`kind.${kind}`);
  const numbers = { first: String(first), last: String(last) };
  return (
    <>
      <Icon name={icon} />
      {t(`kind.${kind}`)} {points.length === 1 ? first : t(points.length > 2 ? 'range' : 'pair', numbers)}
    </>
  );
}
