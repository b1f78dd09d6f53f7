// A sign-off derived again from the record of events alone: what an approval rests on can be recomputed by anybody who has them.
import type { Asked, ReviewEvent } from './events';
import { type Why, type WhyCode, why } from './package/why';
import {
  bytesOf,
  type Content,
  type DecisionRow,
  decideRefusal,
  type GoneLine,
  keptReproaches,
  type LineState,
  progressOf,
  type Signoff,
  type StepProgress,
  scopeIn,
} from './signoff';

/** The kinds that a sign-off is derived from. */
export const DERIVED_FROM = [
  'version.frozen',
  'signoff.changed',
  'sections.returned',
  'step.returned',
  'point.answered',
  'decision.made',
  'decision.withdrawn',
  'signoff.cancelled',
  'signoff.completed',
] as const satisfies readonly ReviewEvent['kind'][];

/** An event of a review as the record has it; `at` is ISO 8601. */
export type RecordedEvent = ReviewEvent & { at: string };

export interface Rederived {
  /** Versions that were approved, each with its digest and everybody's place as it stood then. */
  approved: {
    versionNo: number;
    contentSha256: string;
    at: string;
    steps: readonly StepProgress[];
    /** SG3: reservations and objections whose place was gone by then. */
    gone: readonly (GoneLine & { state: LineState })[];
  }[];
  /** What the events say and the rules do not allow; none in an honest record. */
  faults: Why[];
}

interface Fold {
  version: { no: number; contentSha256: string; recordSha256: string } | null;
  contents: Map<number, Content>;
  asked: Asked;
  /** Places that are asked no more, since the last approval. */
  gone: GoneLine[];
  rows: DecisionRow[];
  open: Set<string>;
  /** Steps by the points that were returned to them. */
  points: Map<string, number>;
}

/** SG18: oldest first, all of one review; events of other kinds say nothing here. Pure. */
export function rederive(events: readonly RecordedEvent[]): Rederived {
  const found: Rederived = { approved: [], faults: [] };
  const fold: Fold = {
    version: null,
    contents: new Map(),
    asked: { steps: [], lines: [] },
    gone: [],
    rows: [],
    open: new Set(),
    points: new Map(),
  };
  for (const event of events) take(fold, event, found);
  return found;
}

/** SG26: whether the newest approval in these events is of this version and these bytes, and no rule was broken on the way. */
export function isApprovedBy(
  events: readonly RecordedEvent[],
  { no, contentSha256 }: { no: number; contentSha256: string },
): boolean {
  const { approved, faults } = rederive(events);
  const last = approved.at(-1);
  return faults.length === 0 && last?.versionNo === no && last.contentSha256 === contentSha256;
}

function take(fold: Fold, event: RecordedEvent, { approved, faults }: Rederived): void {
  const fault = (code: WhyCode) => faults.push(why(code, { at: String(event.at) }));
  switch (event.kind) {
    case 'version.frozen': {
      const { versionNo: no, contentSha256, recordSha256, sections, steps, lines } = event.body;
      if (fold.version !== null) fold.gone.push(...leaving(fold.asked, lines));
      fold.version = { no, contentSha256, recordSha256 };
      fold.contents.set(no, { contentSha256, sections });
      fold.asked = { steps, lines };
      fold.open.clear();
      break;
    }
    case 'signoff.changed': {
      const { recordSha256, prevRecordSha256, steps, lines } = event.body;
      if (fold.version?.recordSha256 !== prevRecordSha256) fault('record-order');
      if (fold.version) fold.version = { ...fold.version, recordSha256 };
      fold.gone.push(...leaving(fold.asked, lines));
      fold.asked = { steps, lines };
      // What was asked of a step goes with it.
      for (const [point, no] of fold.points) if (!steps.some((step) => step.no === no)) fold.points.delete(point);
      break;
    }
    case 'sections.returned':
      for (const key of event.body.sectionKeys) fold.open.add(key);
      break;
    case 'step.returned':
      for (const point of event.body.points) fold.points.set(point, event.body.step);
      break;
    case 'point.answered':
      fold.points.delete(event.body.pointId);
      break;
    case 'decision.made': {
      const { decisionId, seat, scope, versionNo, signerId, decision, opinion, contentSha256, recordSha256 } =
        event.body;
      const line = fold.asked.lines.find((one) => one.seat === seat && one.personId === signerId);
      const refusal = line ? decideRefusal(signoffIn(fold), line.id) : 'no-line';
      if (refusal) fault(refusal);
      if (fold.version?.no !== versionNo) fault('other-version');
      if (fold.version?.recordSha256 !== recordSha256) fault('other-record');
      if (fold.version?.contentSha256 !== contentSha256) fault('other-bytes');
      fold.rows.push({
        id: decisionId,
        seat,
        personId: signerId,
        decision,
        withdraws: null,
        opinion: opinion ?? null,
        contentSha256,
        bytes: bytesOf(fold.contents.get(versionNo) ?? { contentSha256, sections: [] }, scopeIn(scope)),
        versionNo,
        at: event.at,
      });
      break;
    }
    case 'decision.withdrawn': {
      const { decisionId, seat, versionNo, contentSha256 } = event.body;
      const row = fold.rows.find((one) => one.id === decisionId && one.seat === seat);
      if (!row) fault('no-decision');
      fold.rows.push({
        id: `withdrawal of ${decisionId}`,
        seat,
        personId: row?.personId ?? '',
        decision: null,
        withdraws: decisionId,
        opinion: null,
        contentSha256,
        bytes: '',
        versionNo,
        at: event.at,
      });
      break;
    }
    case 'signoff.cancelled':
      fold.gone.push(...leaving(fold.asked, []));
      fold.version = null;
      fold.open.clear();
      fold.points.clear();
      break;
    case 'signoff.completed': {
      const { versionNo, contentSha256, recordSha256 } = event.body;
      const { version } = fold;
      if (version?.no !== versionNo || version.contentSha256 !== contentSha256) fault('other-version');
      if (version?.recordSha256 !== recordSha256) fault('other-record');
      const signoff = signoffIn(fold);
      const { complete, steps } = progressOf(signoff);
      if (!complete) fault('rule-not-met');
      const gone = keptReproaches(signoff, fold.gone);
      approved.push({ versionNo, contentSha256, at: event.at, steps, gone });
      fold.gone = [];
      fold.version = null;
      break;
    }
  }
}

function signoffIn({ version, contents, asked, rows, open, points }: Fold): Signoff {
  const content = contents.get(version?.no ?? 0) ?? { contentSha256: '', sections: [] };
  return { content, ...asked, rows, openSections: [...open], returnedSteps: [...points.values()] };
}

/** Places that are asked no more by now, as they were asked before. */
function leaving({ steps, lines }: Asked, now: Asked['lines']): GoneLine[] {
  const seats = new Set(now.map(({ seat }) => seat));
  return lines
    .filter(({ seat }) => !seats.has(seat))
    .flatMap((line) => {
      const step = steps.find(({ no }) => no === line.step);
      const principal = line.standing === 'delegated' ? lines.find(({ id }) => id === line.standsFor) : undefined;
      return step ? [{ step, line, ...(principal ? { standsFor: principal.name } : {}) }] : [];
    });
}
