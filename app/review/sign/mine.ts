// The reader's own line of a sign-off, and whose turn it is before theirs.
import type { SignoffLineView, SignoffStepView, SignoffView } from '../../../domain/view';

/** What stands until it is withdrawn. */
interface LeftWord {
  id: string;
  decision: 'reserve' | 'object';
  opinion: string | undefined;
  version: number;
}

/** The line that waits for the reader, else the one they decided on last. */
export function myLine({ steps, mine }: Pick<SignoffView, 'steps' | 'mine'>): SignoffLineView | null {
  return steps.flatMap(({ lines }) => lines).find(({ id }) => id === mine?.line) ?? null;
}

/** The reader's places where something stands that they said, whatever it is worth over this text. */
export function saidLines({ steps }: Pick<SignoffView, 'steps'>, personId: string): SignoffLineView[] {
  return steps.flatMap(({ lines }) =>
    lines.filter((line) => line.personId === personId && line.decision !== undefined),
  );
}

/** What the reader reserved or objected at places where nobody is asked: that are gone, or of a sign-off that was cancelled. */
export function leftWords({ steps, former, outcome, version }: SignoffView, personId: string): LeftWord[] {
  const lines = steps.flatMap((step) => step.lines);
  const asked = new Set(outcome === 'open' ? lines.map(({ decisionId }) => decisionId) : []);
  const found = new Map<string, LeftWord>();
  for (const one of [...former, ...(outcome === 'cancelled' ? lines : [])]) {
    const { decision, decisionId: id, opinion, lastSigned } = one;
    if (one.personId !== personId || id === undefined || asked.has(id)) continue;
    if (decision === 'reserve' || decision === 'object')
      found.set(id, { id, decision, opinion, version: lastSigned ?? version });
  }
  return outcome === 'approved' ? [] : [...found.values()];
}

export function stepOf({ steps }: Pick<SignoffView, 'steps'>, lineId: string): SignoffStepView | null {
  return steps.find(({ lines }) => lines.some(({ id }) => id === lineId)) ?? null;
}

/** Those whose word is waited for now. */
export function waitingLines({ steps }: Pick<SignoffView, 'steps'>): SignoffLineView[] {
  return steps.flatMap(({ lines }) => lines.filter(({ turn, resting }) => turn && !resting));
}

/** Those whose agreement names other bytes, and who can say it again now. */
export function staleLines({ steps }: Pick<SignoffView, 'steps'>): SignoffLineView[] {
  return steps.flatMap(({ lines }) =>
    lines.filter(({ stale, decision, resting }) => stale && decision !== 'object' && !resting),
  );
}

/** The oldest version that one of these signatures names. */
export function oldestSigned(lines: readonly SignoffLineView[], { version }: Pick<SignoffView, 'version'>): number {
  return Math.min(version, ...lines.map(({ lastSigned }) => lastSigned ?? version));
}

/** Steps in their order; those of one order side by side. */
export function byOrder(steps: readonly SignoffStepView[]): SignoffStepView[][] {
  const orders = [...new Set(steps.map(({ order }) => order))].sort((a, b) => a - b);
  return orders.map((order) => steps.filter((step) => step.order === order));
}
