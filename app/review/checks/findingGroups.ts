// Findings gathered by rule, the gravest rules first, the places of a rule in the order of the text.
import type { Located } from './useFindings';

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
