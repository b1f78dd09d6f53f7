// Closed gates gathered by their rule: one sentence for each group, in the order in which people clear them.
import type { Gate } from '../../../domain/gates';

export type GateKind =
  | 'must-fix'
  | 'required-part'
  | 'required-dimension'
  | 'required-meta'
  | 'empty-step'
  | 'pending-suggestion'
  | 'return-point'
  | 'unknown-content'
  | 'finding';

/** Gates that are not findings; every other rule is the key of a check. */
const NAMED: readonly GateKind[] = [
  'empty-step',
  'required-meta',
  'must-fix',
  'unknown-content',
  'pending-suggestion',
  'return-point',
  'required-part',
  'required-dimension',
];

export interface GateGroup {
  kind: GateKind;
  /** The rule that an override names. */
  rule: string;
  gates: readonly Gate[];
  waivable: boolean;
}

export function kindOf(rule: string): GateKind {
  return NAMED.find((kind) => kind === rule) ?? 'finding';
}

export function gateGroups(gates: readonly Gate[]): GateGroup[] {
  const rules = [...new Set(gates.map((gate) => gate.rule))];
  const groups = rules.map((rule) => {
    const own = gates.filter((gate) => gate.rule === rule);
    return { kind: kindOf(rule), rule, gates: own, waivable: own.every((gate) => gate.waivable) };
  });
  return groups.sort((a, b) => rank(a.kind) - rank(b.kind));
}

function rank(kind: GateKind): number {
  const at = NAMED.indexOf(kind);
  return at === -1 ? NAMED.length : at;
}
