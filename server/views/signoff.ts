// The sign-off of the newest version as pages and the API show it: derived from rows and digests at each look.
import type { Queries } from '../../db/queries/db';
import { memberIdsThatExist, peopleByIds } from '../../db/queries/people';
import {
  absencesOn,
  digestsOf,
  goneLines,
  type LineRow,
  lineOf,
  linesByIds,
  recordInForce,
  remindersOf,
  type StoredSignoff,
  signoffOf,
} from '../../db/queries/signoff';
import { latestVersion, type VersionRow, versionNo } from '../../db/queries/versions';
import { dayOf } from '../../domain/day';
import { must } from '../../domain/must';
import { leftPlaces } from '../../domain/signedPlaces';
import {
  decideRefusal,
  keptReproaches,
  type LineState,
  lineState,
  lineToDecide,
  type Progress,
  progressOf,
  ruleWords,
  sentenceOf,
} from '../../domain/signoff';
import { ADDED_TITLE } from '../../domain/signoffPlan';
import type { PersonView, SignoffLineView, SignoffView } from '../../domain/view';

/** The sign-off of version `no`, or of the newest; null before the first freeze. The caller has asked for the right to read. */
export async function signoffView(
  db: Queries,
  reviewId: string,
  personId: string,
  { sees = false, no = null, now = new Date() }: { sees?: boolean; no?: number | null; now?: Date } = {},
): Promise<SignoffView | null> {
  const version = no === null ? await latestVersion(db, reviewId) : await versionNo(db, reviewId, no);
  if (!version) return null;
  const signoff = await signoffOf(db, version);
  const { lineRows } = signoff;
  const kept = await keptIn(db, version, signoff);
  // Of earlier versions nothing else is told of who is asked no more.
  const former = [
    ...kept.filter(({ row }) => row.versionId !== version.id),
    ...signoff.former.map((row) => ({ row, at: must(row.removedAt, 'a former line was taken out') })),
  ];
  const here = [...lineRows, ...former.map(({ row }) => row)];
  // Transferred before this version: whom it came from has a line in an earlier one.
  const earlier = await linesByIds(db, standingFor(lineRows, here));
  const isOpen = version.outcome === 'open';
  const record = await recordInForce(db, version);
  const reminded = await remindersOf(
    db,
    lineRows.map(({ id }) => id),
  );
  const away = isOpen
    ? await absencesOn(
        db,
        lineRows.map((line) => line.personId),
        today(now),
      )
    : new Map();
  const people = await peopleByIds(db, [
    ...here.map((line) => line.personId),
    ...[...away.values()].map(({ delegateId }) => delegateId),
    version.frozenBy,
    ...version.overrides.map(({ by }) => by),
  ]);
  const active =
    isOpen && sees ? await memberIdsThatExist(db, [...new Set(lineRows.map((line) => line.personId))]) : null;
  const progress = progressOf(signoff);
  const shownLine = (lineId: string, state: LineState, resting: boolean): SignoffLineView => {
    const row = must(
      lineRows.find((one) => one.id === lineId),
      'a line is a row',
    );
    const absence = sees || row.personId === personId ? away.get(row.personId) : undefined;
    const delegate = absence?.delegateId ? people.get(absence.delegateId) : undefined;
    const times = reminded.get(lineId);
    const settled = state.decision !== null && !state.stale && state.decision !== 'object';
    const waitsInVain = active !== null && !settled && !resting && !active.includes(row.personId);
    const { scope } = lineOf(row);
    return {
      id: row.id,
      personId: row.personId,
      name: row.name,
      colour: people.get(row.personId)?.colour ?? 1,
      roles: row.roles,
      scope,
      standing: row.standing,
      resting,
      turn: isOpen && decideRefusal(signoff, row.id) === null,
      ...shown(state),
      ...(row.group === null ? {} : { group: row.group }),
      ...(row.due === null ? {} : { due: row.due }),
      ...(times ? { reminded: { times: times.times, last: times.last.toISOString() } } : {}),
      ...standsFor(row, [...here, ...earlier]),
      ...(waitsInVain ? { disabled: true } : {}),
      ...(absence
        ? {
            absent: {
              until: absence.until,
              delegate: delegate ? { personId: delegate.id, name: delegate.name } : null,
            },
          }
        : {}),
    };
  };
  const steps = progress.steps.map((one) => ({
    no: one.step.no,
    order: one.step.order,
    title: one.step.title,
    rule: one.step.rule,
    issues: one.step.issues,
    lines: one.lines.map(({ line, state, resting }) => shownLine(line.id, state, resting)),
    open: one.open,
    passed: one.passed,
    returned: signoff.returnedSteps.includes(one.step.no),
    agreed: one.agreed,
    asked: one.asked,
    need: one.need,
    words: ruleWords(one),
  }));
  return {
    version: version.no,
    digest: version.contentSha256,
    recordSha256: record.sha256,
    frozenAt: version.frozenAt.toISOString(),
    frozenBy: people.get(version.frozenBy)?.name ?? '',
    outcome: version.outcome,
    steps,
    sentence: sentenceOf(progress),
    openSections: isOpen ? signoff.openSections : [],
    complete: progress.complete,
    overrides: version.overrides.map((one) => ({ ...one, byName: people.get(one.by)?.name ?? '' })),
    former: former.map(({ row, at }) =>
      formerLine(row, at, lineState(signoff.rows, lineOf(row), signoff.content), people),
    ),
    left: leftPlaces({ steps: progress.steps, gone: kept }),
    mine: await signedMine(db, progress, mineOf(steps, lineToDecide(signoff, personId)?.id)),
  };
}

/** SG3: the reservations and objections whose place is gone, with its row and when it went. */
async function keptIn(db: Queries, version: VersionRow, signoff: StoredSignoff) {
  const out = (await goneLines(db, version)).map(({ line: row, step, at }) => {
    // A step goes only where it was put in for somebody.
    return { row, at, line: lineOf(row), step: step ?? { title: ADDED_TITLE, issues: false } };
  });
  const kept = keptReproaches(signoff, out);
  const principals = await linesByIds(
    db,
    kept.flatMap(({ row }) => (row.standing === 'delegated' && row.standsFor ? [row.standsFor] : [])),
  );
  return kept.map((one) => {
    const principal = one.row.standing === 'delegated' && principals.find(({ id }) => id === one.row.standsFor);
    return principal ? { ...one, standsFor: principal.name } : one;
  });
}

function mineOf(steps: SignoffView['steps'], lineId: string | undefined): SignoffView['mine'] {
  for (const { order, lines } of steps) {
    const own = lines.find((line) => line.id === lineId);
    if (own) return { line: own.id, order, decision: own.stale ? null : (own.decision ?? null), turn: own.turn };
  }
  return null;
}

/** SG27: with the digests that the decision names, which are not those of now where it was given to another version or record. */
async function signedMine(db: Queries, progress: Progress, mine: SignoffView['mine']): Promise<SignoffView['mine']> {
  if (mine === null || mine.decision === null) return mine;
  const own = progress.steps.flatMap(({ lines }) => lines).find(({ line }) => line.id === mine.line);
  const signed = own?.state.rowId ? await digestsOf(db, own.state.rowId) : null;
  return signed ? { ...mine, signed } : mine;
}

/** Lines that some of these stand for or came from, and that are not among `here`. */
function standingFor(rows: readonly LineRow[], here: readonly LineRow[]): string[] {
  return rows.flatMap((row) => (row.standsFor && !here.some(({ id }) => id === row.standsFor) ? [row.standsFor] : []));
}

function standsFor(row: LineRow, all: readonly LineRow[]): Pick<SignoffLineView, 'standsFor'> {
  const other = row.standsFor === null ? undefined : all.find((one) => one.id === row.standsFor);
  return other ? { standsFor: { personId: other.personId, name: other.name } } : {};
}

function formerLine(
  row: LineRow,
  went: Date,
  state: LineState,
  people: ReadonlyMap<string, PersonView>,
): SignoffView['former'][number] {
  const { decision, decisionId, opinion, at, lastSigned } = shown(state);
  return {
    personId: row.personId,
    name: people.get(row.personId)?.name ?? row.name,
    removedAt: went.toISOString(),
    ...(decision ? { decision } : {}),
    ...(decisionId ? { decisionId } : {}),
    ...(opinion ? { opinion } : {}),
    ...(at ? { at } : {}),
    ...(lastSigned === undefined ? {} : { lastSigned }),
  };
}

type Shown = Pick<SignoffLineView, 'decision' | 'decisionId' | 'opinion' | 'at' | 'stale' | 'lastSigned'>;

function shown(state: LineState): Partial<Shown> {
  if (!state.decision || !state.at) return {};
  return {
    decision: state.decision,
    ...(state.saidId === null ? {} : { decisionId: state.saidId }),
    at: state.at,
    stale: state.stale,
    ...(state.versionNo === null ? {} : { lastSigned: state.versionNo }),
    ...(state.opinion ? { opinion: state.opinion } : {}),
  };
}

/** The calendar day where the server stands: offices and their servers share one. */
export function today(now: Date): string {
  return dayOf(now.toISOString(), undefined);
}
