// Where a closed gate is cleared: a dialog, the page of the signers, a thread, or a place in the text.
import type { Gate } from '../../domain/gates';
import type { OutlineRow } from './outline/outlineRows';

export type GatePlace =
  | { kind: 'dialog'; opens: 'facts' | 'plan' }
  /** Who is asked by now is changed at their places. */
  | { kind: 'signers' }
  | { kind: 'thread'; id: string }
  | { kind: 'suggestions' }
  /** The points to answer stand in the rail; `block`: what they are about, where there is no rail. */
  | { kind: 'points'; block: number }
  | { kind: 'block'; block: number };

/**
 * `lineBlocks`: block of each rendered line; `again`: sections are returned, the plan is settled. A place that the text no longer has
 * leads to its beginning.
 */
export function placeOf(
  gate: Gate,
  rows: readonly OutlineRow[],
  lineBlocks: readonly (number | null)[],
  again = false,
): GatePlace {
  const { threadId, sectionKey, line } = gate.place;
  if (gate.rule === 'required-meta') return { kind: 'dialog', opens: 'facts' };
  if (gate.rule === 'empty-step') return again ? { kind: 'signers' } : { kind: 'dialog', opens: 'plan' };
  if (gate.rule === 'pending-suggestion') return { kind: 'suggestions' };
  if (threadId !== undefined) return { kind: 'thread', id: threadId };
  if (line !== undefined) return { kind: 'block', block: lineBlocks[line - 1] ?? 0 };
  const part = sectionKey?.split('/')[0];
  const row = rows.find((one) => one.id === sectionKey) ?? rows.find((one) => one.id === part);
  const block = row?.block ?? 0;
  return { kind: gate.rule === 'return-point' ? 'points' : 'block', block };
}
