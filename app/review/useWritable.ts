// What of the text the reader may write now: all, the returned sections alone, or nothing.
'use client';
import { useMemo } from 'react';
import type { ReviewPage } from '../../domain/view';

export function useWritable({ abilities, openSections }: Pick<ReviewPage, 'abilities' | 'openSections'>): {
  writes: boolean;
  /** Null: all of it, as far as `writes` says. */
  sections: readonly string[] | null;
} {
  // Suggesting is writing as well: its words are saved like all others.
  const all = abilities.includes('suggest');
  const some = !all && abilities.includes('write-returned') && openSections.length > 0;
  return useMemo(() => ({ writes: all || some, sections: some ? openSections : null }), [all, some, openSections]);
}
