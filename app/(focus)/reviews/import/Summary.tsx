// What was found, in one line: dimensions and points by kind.
'use client';
import { useTranslations } from 'next-intl';
import { pointKindOf } from '../../../../domain/document/fromOutline';
import { leavesOf } from '../../../../domain/document/leaves';
import type { Outline } from '../../../../domain/document/outlineTypes';

const COUNTED = ['dimension', 'problem', 'cause', 'measure', 'other'] as const;

export function Summary({ outline }: { outline: Outline }) {
  const t = useTranslations('import');
  const kinds = leavesOf(outline).map((leaf) => (leaf.kind === 'point' ? pointKindOf(leaf.role) : leaf.kind));
  const counts = COUNTED.map((kind) => ({ kind, n: kinds.filter((one) => one === kind).length }));
  const found = counts.filter(({ n }) => n > 0).map(({ kind, n }) => t(`summary.${kind}`, { n }));
  return <span className="faint clip">{found.length > 0 ? found.join(t('summarySep')) : t('nothingFound')}</span>;
}
