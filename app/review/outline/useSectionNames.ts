// The sections of a text as its outline calls them: number and heading, or the template's word where there is none.
'use client';
import { useMemo } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { numberBlocks } from '../../../domain/document/render';
import { sectionsOf, wordsOf } from '../../../domain/document/sections';
import type { Template } from '../../../domain/template/template';
import { useSectionTitle } from './useSectionTitle';

export function useSectionNames(
  template: Template,
  blocks: readonly Block[],
): readonly { id: string; title: string }[] {
  const sectionTitle = useSectionTitle(template);
  return useMemo(() => {
    const numbers = numberBlocks(blocks, template);
    return sectionsOf(blocks).map(({ id, level, start }) => {
      const heading = level > 0 ? blocks[start] : undefined;
      return { id, title: heading ? `${numbers[start]?.number ?? ''}${wordsOf(heading)}` : sectionTitle(id) };
    });
  }, [template, blocks, sectionTitle]);
}
