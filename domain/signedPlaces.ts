// Everybody's place at a sign-off as each reader tells it: the printed page, the verifier's page, the API and the command line.
import type { Json } from './jcs';
import type { Decision } from './review';
import type { Scope, SignoffLine } from './signoff';

export interface SignedPlace {
  /** The step's title; `issues`: who signs here issues the text. */
  step: { zh: string; en: string };
  issues: boolean;
  name: string;
  roles: readonly string[];
  /** For whom it was given (代). */
  standsFor?: string;
  scope: Scope;
  decision: Decision | null;
  /** SG2: an agreement with other bytes than these: it counts for nothing here. */
  stale: boolean;
  /** The version that the decision was given to. */
  versionNo: number | null;
  opinion: string | null;
  /** ISO 8601, UTC. */
  at: string | null;
}

interface Progressed {
  steps: readonly {
    step: { no: number; title: { zh: string; en: string }; issues: boolean };
    lines: readonly {
      line: Pick<SignoffLine, 'id' | 'name' | 'roles' | 'scope' | 'standing' | 'standsFor'>;
      state: Pick<SignedPlace, 'decision' | 'stale' | 'versionNo' | 'opinion' | 'at'>;
      resting: boolean;
    }[];
  }[];
}

/**
 * PK12: by steps in their turn, within one by name; who is represented has no place beside the delegate. An objection, an abstention
 * and an agreement with other bytes are told as what they are.
 */
export function signedPlaces({ steps }: Progressed): SignedPlace[] {
  const names = new Map(steps.flatMap(({ lines }) => lines.map(({ line }) => [line.id, line.name] as const)));
  return steps.flatMap(({ step, lines }) =>
    lines
      .filter(({ resting }) => !resting)
      .toSorted((a, b) => (a.line.name < b.line.name ? -1 : 1))
      .map(({ line, state: { decision, stale, versionNo, opinion, at } }) => {
        const principal = line.standing === 'delegated' ? names.get(line.standsFor ?? '') : undefined;
        return {
          step: step.title,
          issues: step.issues,
          name: line.name,
          roles: line.roles,
          ...(principal === undefined ? {} : { standsFor: principal }),
          scope: line.scope,
          decision,
          stale,
          versionNo,
          opinion,
          at,
        };
      }),
  );
}

/** What a place says over these bytes: an agreement with others is `stale`; an objection stands over any (SG3). */
export function saying({ decision, stale }: Pick<SignedPlace, 'decision' | 'stale'>): Decision | 'stale' | null {
  return stale && decision !== 'object' ? 'stale' : decision;
}

/** Whether it is one of those that the approval rests on. */
export function carries(place: Pick<SignedPlace, 'decision' | 'stale'>): boolean {
  const said = saying(place);
  return said === 'agree' || said === 'reserve';
}

/** The words of the headings of a frozen text by the keys of their sections; a section without one is not among them. Its bytes must be canonical. */
export function headingsIn(document: Json): Map<string, string> {
  const { sections } = (document ?? {}) as { sections?: unknown };
  const found = new Map<string, string>();
  for (const section of Array.isArray(sections) ? (sections as Section[]) : []) {
    const runs = section?.heading?.runs;
    if (typeof section?.id !== 'string' || !Array.isArray(runs)) continue;
    found.set(section.id, runs.map((run) => run?.text ?? '').join(''));
  }
  return found;
}

interface Section {
  id?: unknown;
  heading?: { runs?: { text?: string }[] } | null;
}
