// Everybody's place at a sign-off as each reader tells it: the printed page, the verifier's page, the API and the command line.
import type { Json } from './jcs';
import type { Decision } from './review';
import type { GoneLine, Scope, SignoffLine } from './signoff';

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
  /**
   * SG3: a reservation or an objection that stands though its person is asked no more, or a reservation of whom somebody else stands
   * for: it is told until it is withdrawn, and nothing rests on it.
   */
  left?: 'gone' | 'represented';
}

type Said = Pick<SignedPlace, 'decision' | 'stale' | 'versionNo' | 'opinion' | 'at'>;

interface Progressed {
  steps: readonly {
    step: { title: { zh: string; en: string }; issues: boolean };
    lines: readonly {
      line: Pick<SignoffLine, 'id' | 'name' | 'roles' | 'scope' | 'standing' | 'standsFor'>;
      state: Said;
      resting: boolean;
    }[];
  }[];
  /** As `keptReproaches` finds them. */
  gone: readonly (GoneLine & { state: Said })[];
}

/**
 * PK12: by steps in their turn, within one by name; who is represented has no place beside the delegate. An objection, an abstention
 * and an agreement with other bytes are told as what they are. Behind them stand the reservations and objections that are left.
 */
export function signedPlaces({ steps, gone }: Progressed): SignedPlace[] {
  const names = new Map(steps.flatMap(({ lines }) => lines.map(({ line }) => [line.id, line.name] as const)));
  const asked = steps.flatMap(({ step, lines }) =>
    lines
      .filter(({ resting }) => !resting)
      .toSorted((a, b) => (a.line.name < b.line.name ? -1 : 1))
      .map(({ line, state }) => {
        const standsFor = line.standing === 'delegated' ? names.get(line.standsFor ?? '') : undefined;
        return placeOf({ step, line, state, ...(standsFor === undefined ? {} : { standsFor }) });
      }),
  );
  return [...asked, ...leftPlaces({ steps, gone })];
}

/** Of them those that are left alone: of who is represented, then of who is gone. */
export function leftPlaces({ steps, gone }: Progressed): SignedPlace[] {
  const represented = steps.flatMap(({ step, lines }) =>
    lines
      .filter(({ resting, state }) => resting && state.decision === 'reserve')
      .map(({ line, state }) => ({ ...placeOf({ step, line, state }), left: 'represented' as const })),
  );
  return [...represented, ...gone.map((one) => ({ ...placeOf(one), left: 'gone' as const }))];
}

function placeOf(of: Omit<GoneLine, 'line'> & { line: Omit<GoneLine['line'], 'seat'>; state: Said }): SignedPlace {
  const { step, line, standsFor } = of;
  const { decision, stale, versionNo, opinion, at } = of.state;
  return {
    step: step.title,
    issues: step.issues,
    name: line.name,
    roles: line.roles,
    ...(standsFor === undefined ? {} : { standsFor }),
    scope: line.scope,
    decision,
    stale,
    versionNo,
    opinion,
    at,
  };
}

/** What a place says over these bytes: an agreement with others is `stale`; an objection stands over any (SG3). */
export function saying({ decision, stale }: Pick<SignedPlace, 'decision' | 'stale'>): Decision | 'stale' | null {
  return stale && decision !== 'object' ? 'stale' : decision;
}

/** Whether it is one of those that the approval rests on. */
export function carries(place: Pick<SignedPlace, 'decision' | 'stale' | 'left'>): boolean {
  const said = saying(place);
  return place.left === undefined && (said === 'agree' || said === 'reserve');
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
