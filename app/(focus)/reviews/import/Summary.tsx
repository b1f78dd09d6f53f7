// What was found, in one line: dimensions and points by kind.
'use client';
import { useTranslations } from 'next-intl';
import type { Outline } from '../../../../domain/document/outlineTypes';
import { piecesOf } from './pieces';

const COUNTED = ['dimension', 'problem', 'cause', 'measure', 'other'] as const;

export function Summary({ outline }: { outline: Outline }) {
  const t = useTranslations('import');
  const pieces = piecesOf(outline);
  const counts = COUNTED.map((kind) => ({ kind, n: pieces.filter((piece) => piece.kind === kind).length }));
  const found = counts.filter(({ n }) => n > 0).map(({ kind, n }) => t(`summary.${kind}`, { n }));
  return <span className="faint clip">{found.length > 0 ? found.join(t('summarySep')) : t('nothingFound')}</span>;
}
