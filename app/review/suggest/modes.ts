// The ways to work on a text, by what a person may do with it.
import type { Action } from '../../../domain/policy';

export const WRITING_MODES = ['edit', 'suggest', 'read'] as const;
export type WritingMode = (typeof WRITING_MODES)[number];

/** The first one is where a person begins. Who may only suggest cannot edit, and who may neither only reads. */
export function modesFor(abilities: readonly Action[]): readonly WritingMode[] {
  if (abilities.includes('write')) return WRITING_MODES;
  return abilities.includes('suggest') ? ['suggest', 'read'] : ['read'];
}
