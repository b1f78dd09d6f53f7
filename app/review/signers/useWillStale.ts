// Before returned sections are frozen again: what differs from the version that was signed, and whose signatures that will cost.
'use client';
import { useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { sectionAt, sectionsOf } from '../../../domain/document/sections';
import { NO_FIELDS } from '../../../domain/fields';
import type { ReviewPage, SignoffLineView } from '../../../domain/view';
import type { FrozenText } from '../sign/useFrozenText';
import { type Since, useSince } from '../sign/useVersionText';
import { holdersOf } from './holders';

export interface WillStale {
  since: Since;
  holders: readonly SignoffLineView[];
}

/** Nothing while no section is open. */
export function useWillStale(
  page: Pick<ReviewPage, 'id' | 'title' | 'fields' | 'signoff' | 'openSections'>,
  blocks: readonly Block[],
): WillStale {
  const { title, fields, signoff } = page;
  // As the dialog was opened: colleagues may go on writing, and the server judges anyway.
  const [now] = useState<FrozenText>(() => ({
    title,
    blocks: blocks.map((block) => {
      const id = block.type === 'point' && block.kind === 'measure' ? block.id : null;
      return { block, number: '', ...(id !== null && { fields: fields[id] ?? NO_FIELDS }) };
    }),
  }));
  const from = signoff && page.openSections.length > 0 ? signoff.version : null;
  const since = useSince(page.id, from, now);
  const holders = useMemo(() => {
    if (!signoff || since.kind !== 'known' || since.changes.items.length === 0) return [];
    const sections = sectionsOf(now.blocks.map(({ block }) => block));
    const keys = since.changes.items.flatMap(({ row }) => {
      const at = row === null ? undefined : since.changes.diff.rows[row];
      if (!at) return [];
      // What is gone was in a section that is open: where else could it have been taken from?
      return 'b' in at ? (sectionAt(sections, at.b)?.id ?? []) : page.openSections;
    });
    return holdersOf(signoff, [...new Set(keys.flat())]);
  }, [signoff, since, now, page.openSections]);
  return { since, holders };
}
