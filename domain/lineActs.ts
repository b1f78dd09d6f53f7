// What a reader may do with one line of an open sign-off: what its menu offers. The commands decide again, under lock.
import type { Action } from './policy';
import type { SignoffLineView } from './view';

/** In the order of the menu. */
export const LINE_ACTS = [
  'remind',
  'delegate',
  'give-back',
  'transfer',
  'add-before',
  'add-beside',
  'due',
  'return-step',
  'remove',
] as const;
export type LineAct = (typeof LINE_ACTS)[number];

type Line = Pick<SignoffLineView, 'personId' | 'standing' | 'standsFor' | 'resting' | 'decision' | 'stale' | 'turn'>;
type Reader = { personId: string; abilities: readonly Action[] };

/** WF16: whether a step may be given one more person. One alone issues (WF7): others come before it, or are passed its line. */
export const takesOneMore = (step: { issues: boolean }): boolean => !step.issues;

/** `reader`: whose abilities they are. A line that has signed these bytes, or whose objection stands, is not passed on. */
export function actsOn(line: Line, step: { issues: boolean }, reader: Reader): LineAct[] {
  const may = (action: Action) => reader.abilities.includes(action);
  const keeps = may('change-signers');
  const own = line.personId === reader.personId && may('pass-on');
  const principal = line.standsFor?.personId === reader.personId && may('pass-on');
  const objects = line.decision === 'object';
  const settled = objects || (line.decision !== undefined && !line.stale);
  const passes = (keeps || own) && !settled && !line.resting && line.standing !== 'delegated';
  const returns = line.standing === 'delegated' && (keeps || own || principal) && !settled;
  const offered: Record<LineAct, boolean> = {
    remind: keeps && line.turn && line.personId !== reader.personId,
    delegate: passes,
    'give-back': returns,
    transfer: passes,
    'add-before': keeps,
    'add-beside': keeps && takesOneMore(step),
    due: keeps,
    'return-step': may('return-sections'),
    remove: keeps && !objects,
  };
  return LINE_ACTS.filter((act) => offered[act]);
}
