// Where a closed gate is cleared: a dialog, a thread, or a place in the text.
import type { Gate } from '../../domain/gates';
import type { OutlineRow } from './outline/outlineRows';

export type GatePlace =
  | { kind: 'dialog'; opens: 'facts' | 'share' }
  | { kind: 'thread'; id: string }
  | { kind: 'suggestions' }
  | { kind: 'block'; block: number };

/** `lineBlocks`: block of each rendered line. A place that the text no longer has leads to its beginning. */
export function placeOf(gate: Gate, rows: readonly OutlineRow[], lineBlocks: readonly (number | null)[]): GatePlace {
  const { threadId, sectionKey, line } = gate.place;
  if (gate.rule === 'required-meta') return { kind: 'dialog', opens: 'facts' };
  if (gate.rule === 'empty-step') return { kind: 'dialog', opens: 'share' };
  if (gate.rule === 'pending-suggestion') return { kind: 'suggestions' };
  if (threadId !== undefined) return { kind: 'thread', id: threadId };
  if (line !== undefined) return { kind: 'block', block: lineBlocks[line - 1] ?? 0 };
  const part = sectionKey?.split('/')[0];
  const row = rows.find((one) => one.id === sectionKey) ?? rows.find((one) => one.id === part);
  return { kind: 'block', block: row?.block ?? 0 };
}
