// The sign-off as a reader sees it: derived from version, lines and decisions at each look, never stored.
import type { Queries } from '../../db/queries/db';
import { peopleByIds } from '../../db/queries/people';
import { decisionsOf, latestVersion, stepsAndLines } from '../../db/queries/versions';
import { complete, type LineState, lineState, stepPassed } from '../../domain/signoff';
import type { SignoffLineView, SignoffView } from '../../domain/view';

/** The newest version's sign-off; null before the first freeze. The caller has asked for the right to read. */
export async function signoffView(db: Queries, reviewId: string, personId: string): Promise<SignoffView | null> {
  const version = await latestVersion(db, reviewId);
  if (!version) return null;
  const { steps, lines } = await stepsAndLines(db, version.id);
  const rows = await decisionsOf(db, reviewId);
  const people = await peopleByIds(db, [...lines.map((line) => line.personId), version.frozenBy]);
  const states = new Map(lines.map((line) => [line.id, lineState(rows, line.personId, version.contentSha256)]));
  const linesOf = (order: number) => lines.filter((line) => line.stepOrder === order);
  const stateOf = (id: string): LineState =>
    states.get(id) ?? { decision: null, opinion: null, at: null, rowId: null, stale: false };
  const mine = lines.find((line) => line.personId === personId);
  const own = mine && stateOf(mine.id);
  return {
    version: version.no,
    digest: version.contentSha256,
    recordSha256: version.recordSha256,
    frozenAt: version.frozenAt.toISOString(),
    frozenBy: people.get(version.frozenBy)?.name ?? '',
    outcome: version.outcome,
    steps: steps.map((step) => ({
      order: step.order,
      title: step.title,
      rule: step.rule,
      issues: step.issues,
      lines: linesOf(step.order).map((line) => ({
        personId: line.personId,
        name: line.name,
        colour: people.get(line.personId)?.colour ?? 1,
        roles: line.roles,
        scope: line.scope,
        ...shown(stateOf(line.id)),
      })),
      passed: stepPassed(linesOf(step.order).map((line) => stateOf(line.id))),
    })),
    openSections: [],
    complete: complete(steps.map((step) => linesOf(step.order).map((line) => stateOf(line.id)))),
    overrides: version.overrides,
    mine:
      mine && own
        ? { order: mine.stepOrder, decision: own.stale ? null : own.decision, turn: version.outcome === 'open' }
        : null,
  };
}

function shown(state: LineState): Partial<Pick<SignoffLineView, 'decision' | 'opinion' | 'at' | 'stale'>> {
  if (!state.decision || !state.at) return {};
  return {
    decision: state.decision,
    at: state.at,
    stale: state.stale,
    ...(state.opinion ? { opinion: state.opinion } : {}),
  };
}
