// The source at the left of step 2: each line with its number and what it was recognised as. Long texts come in portions.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import type { IconName } from '../../../ui/icons';
import type { PieceKind } from './pieces';
import type { SourceLine } from './lines';

const POINTS: Partial<Record<PieceKind, IconName>> = {
  problem: 'problem',
  cause: 'cause',
  measure: 'measure',
  other: 'target',
};
/** Characters of one line that are shown: a text without line ends must not become one endless paragraph. */
const LONGEST = 2000;

interface Props {
  text: string;
  lines: readonly SourceLine[];
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

export function SourcePane({ text, lines, shown, onMore, doubtful, current, plain }: Props) {
  const t = useTranslations('import');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current !== null) box.current?.querySelector(`[data-n="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div className="sc" ref={box}>
      <div className={clsx('paper', plain && 'im-plain')}>
        {lines.slice(0, shown).map((line) => (
          <Line
            key={line.start}
            line={line}
            text={text}
            mark={current === line.n ? 'cur' : doubtful.has(line.n) ? 'doubt' : null}
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

function Line({ line, text, mark }: { line: SourceLine; text: string; mark: 'cur' | 'doubt' | null }) {
  const t = useTranslations('import');
  const cut = Math.min(line.end, line.start + LONGEST);
  const words = text.slice(line.start, cut);
  const strong = line.kind === 'title' || line.kind === 'part';
  return (
    <div className={clsx('ln2', line.kind === 'noise' && 'noise', mark)} data-n={line.n}>
      <small className="num">{line.n}</small>
      <span className="kind">{line.kind && <Kind kind={line.kind} points={line.points} />}</span>
      <p>
        {strong ? <b>{words}</b> : words}
        {cut < line.end && <span className="faint"> {t('cut', { n: line.end - cut })}</span>}
      </p>
    </div>
  );
}

function Kind({ kind, points }: { kind: PieceKind; points: readonly number[] }): ReactNode {
  const t = useTranslations('import');
  const icon = POINTS[kind];
  if (!icon || points.length === 0) return t(`kind.${kind}`);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <>
      <Icon name={icon} />
      {t(`kind.${kind}`)}{' '}
      {points.length > 1
        ? t(points.length > 2 ? 'range' : 'pair', { first: String(first), last: String(last) })
        : first}
    </>
  );
}
