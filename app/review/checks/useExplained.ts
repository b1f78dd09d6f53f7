// Why a rule is there, with an example: loaded when somebody asks for the first one.
'use client';
import { useEffect, useState } from 'react';
import type { RuleKey } from '../../../domain/checks/catalogue';
import type { Explained } from '../../../domain/checks/explain';

/** Null until it is loaded, and for a rule that this page does not know. */
export function useExplained(rule: string | null): Explained | null {
  const [all, setAll] = useState<Readonly<Record<RuleKey, Explained>> | null>(null);
  useEffect(() => {
    if (rule === null || all) return;
    let gone = false;
    import('../../../domain/checks/explain').then(
      ({ EXPLAIN }) => !gone && setAll(EXPLAIN),
      // Offline before the first card: it stands without its reason and asks again with the next one.
      reportError,
    );
    return () => {
      gone = true;
    };
  }, [rule, all]);
  return rule !== null && all && Object.hasOwn(all, rule) ? all[rule as RuleKey] : null;
}
