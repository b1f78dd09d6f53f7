// What stands beside the points of a text: how markers are worded, and what each measure lacks.
'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { sectionAt, sectionsOf } from '../../../domain/document/sections';
import { type FieldsByPoint, type Measure, type MeasureField, measuresOf, wantedFields } from '../../../domain/fields';
import type { Template } from '../../../domain/template/template';
import type { ItemWords } from '../../editor/itemMarker';
import type { FieldHost } from '../../editor/view/hosts';
import { gapsOf } from '../outline/outlineRows';

/** `wanted` is what the template asks there. */
export type Measured = Measure & { wanted: readonly MeasureField[] };

export interface Items {
  words: ItemWords;
  /** By index of the block. */
  measures: ReadonlyMap<number, Measured>;
}

export function useItems(blocks: readonly Block[], template: Template, fields: FieldsByPoint): Items {
  const t = useTranslations('fields');
  const measures = useMemo(() => {
    const sections = sectionsOf(blocks);
    return measuresOf(blocks, fields).map((measure) => ({
      ...measure,
      wanted: wantedFields(template, sectionAt(sections, measure.block)?.id.split('/')[0] ?? null),
      gaps: gapsOf(template, sections, measure),
    }));
  }, [blocks, template, fields]);
  // The same gaps are the same value: what is drawn in the margin is not drawn again at every key.
  const told = JSON.stringify(measures.flatMap(({ id, gaps }) => (id !== null && gaps.length > 0 ? [[id, gaps]] : [])));
  const words = useMemo<ItemWords>(() => {
    const gaps = JSON.parse(told) as [string, MeasureField[]][];
    const word = (lacking: readonly MeasureField[]) =>
      t(lacking.length > 1 ? 'gap.both' : `gap.${lacking[0] ?? 'both'}`);
    return {
      label: (kind, n) => t(`label.${kind}`, { n }),
      threads: (n) => t('threads', { n }),
      suggestions: (n) => t('suggestions', { n }),
      gaps: new Map(gaps.map(([id, lacking]) => [id, word(lacking)])),
    };
  }, [told, t]);
  return { words, measures: useMemo(() => new Map(measures.map((one) => [one.block, one])), [measures]) };
}

/** The measure whose fields stand there; without an id it is told by its number. */
export function measureAt({ measures }: Items, { pointId, n }: FieldHost): Measured | undefined {
  return [...measures.values()].find((one) => (pointId === null ? one.n === n : one.id === pointId));
}
