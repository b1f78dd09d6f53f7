// Why a rule is there, with an example: loaded when somebody asks for the first one.
'use client';
import { useEffect } from 'react';
import type { RuleKey } from '../../../domain/checks/catalogue';
import type { Explained } from '../../../domain/checks/explain';
import { later, useLater } from '../../ui/later';

const explain = later(() => import('../../../domain/checks/explain'));

/** Null until it is loaded, and for a rule that this page does not know. */
export function useExplained(rule: string | null): Explained | null {
  const all = useLater(explain)?.EXPLAIN ?? null;
  useEffect(() => {
    if (rule !== null) explain.fetch();
  }, [rule]);
  return rule !== null && all && Object.hasOwn(all, rule) ? all[rule as RuleKey] : null;
}
