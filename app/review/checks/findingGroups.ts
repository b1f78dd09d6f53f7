// Findings gathered by rule, the gravest rules first, the places of a rule in the order of the text; and those let pass by a waiver.
import type { Located } from '../../../domain/checks/analyse';
import { covers } from '../../../domain/gates';
import type { WaiverView } from '../../../domain/view';

export const SEVERITIES = ['error', 'warn', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface FindingGroup {
  rule: string;
  severity: Severity;
  items: readonly Located[];
}

export function findingGroups(items: readonly Located[]): FindingGroup[] {
  const rules = [...new Set(items.map((item) => item.rule))];
  const groups = rules.map((rule) => {
    const own = items.filter((item) => item.rule === rule).sort((a, b) => a.start - b.start);
    const severity = SEVERITIES.find((one) => own.some((item) => item.severity === one)) ?? 'info';
    return { rule, severity, items: own };
  });
  return groups.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (a.items[0]?.start ?? 0) - (b.items[0]?.start ?? 0),
  );
}

/** A standing waiver with what it answers now, which may be nothing: it answers what comes (CK34). */
export interface Waived {
  waiver: WaiverView;
  items: readonly Located[];
}

/**
 * Which findings still ask for something, and which a standing waiver answers (the newest one of those that do). All that stand are told,
 * those that answer something first.
 */
export function byWaiver(
  items: readonly Located[],
  standing: readonly WaiverView[],
): { open: Located[]; waived: Waived[] } {
  const open: Located[] = [];
  const waived = new Map<WaiverView, Located[]>();
  for (const item of items) {
    const waiver = standing.findLast((one) => covers(one, item));
    if (waiver) waived.set(waiver, [...(waived.get(waiver) ?? []), item]);
    else open.push(item);
  }
  const idle = standing.filter((waiver) => !waived.has(waiver));
  return {
    open,
    waived: [
      ...[...waived].map(([waiver, own]) => ({ waiver, items: own })),
      ...idle.map((waiver) => ({ waiver, items: [] })),
    ],
  };
}

/** The finding after (or before) the active one, in the order of the text, around the end. */
export function stepped(items: readonly Located[], active: string | null, by: 1 | -1): Located | null {
  const order = [...items].sort((a, b) => a.start - b.start);
  const at = order.findIndex((one) => one.key === active);
  if (order.length === 0) return null;
  return order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length] ?? null;
}
