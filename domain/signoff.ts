// Sign-off, derived and never stored: which decisions stand, which agreements hold over which bytes, whose turn it is, when it is complete.
import type { Decision, StepRule } from './review';
import { objectionBlocks } from './stepRule';

/** What a line's signature covers: everything, or sections by their keys. */
export type Scope = 'whole' | readonly string[];

/** A version as signatures see it. */
export interface Content {
  contentSha256: string;
  sections: readonly { id: string; sha256: string }[];
}

/** A decision row as written; `withdraws` names the row it takes back (then `decision` is null). */
export interface DecisionRow {
  id: string;
  /** Whose place at which step it was given from; the same from version to version. */
  seat: string;
  personId: string;
  decision: Decision | null;
  withdraws: string | null;
  opinion: string | null;
  contentSha256: string;
  /** `bytesOf` its scope in the version that it was given to. */
  bytes: string;
  versionNo: number;
  /** ISO 8601; rows come in the order they were written. */
  at: string;
}

export interface SignoffStep {
  /** Names it within its version; `order` may move on when a step is put in before it. */
  no: number;
  /** Stable from version to version. */
  key: string;
  order: number;
  title: { zh: string; en: string };
  rule: StepRule;
  issues: boolean;
}

export interface SignoffLine {
  id: string;
  seat: string;
  /** Number of its step. */
  step: number;
  personId: string;
  name: string;
  roles: readonly string[];
  scope: Scope;
  group: string | null;
  standing: 'own' | 'transferred' | 'delegated';
  /** The line that it was transferred from, or that it stands for (代). */
  standsFor: string | null;
}

/** Whether this line is a delegate's, for the other one (代). */
export function standsForIt(one: Pick<SignoffLine, 'standing' | 'standsFor'>, lineId: string): boolean {
  return one.standing === 'delegated' && one.standsFor === lineId;
}

/** All that a sign-off is derived from; lines taken out are not among them. */
export interface Signoff {
  content: Content;
  steps: readonly SignoffStep[];
  lines: readonly SignoffLine[];
  rows: readonly DecisionRow[];
  /** Sections returned to their writers. */
  openSections: readonly string[];
  /** Numbers of the steps to which a point was returned that nobody has answered. */
  returnedSteps: readonly number[];
}

export interface LineState {
  /** What counts or blocks for this version. */
  decision: Decision | null;
  opinion: string | null;
  at: string | null;
  rowId: string | null;
  /** The row whose decision and words are told: a reservation of before, where it stays on an agreement that counts again. */
  saidId: string | null;
  /** The version that it was given to. */
  versionNo: number | null;
  /** The decision names other bytes: an objection still blocks, anything else does not count. */
  stale: boolean;
}

/** Of a line that has no decision. */
export const UNDECIDED: LineState = {
  decision: null,
  opinion: null,
  at: null,
  rowId: null,
  saidId: null,
  versionNo: null,
  stale: false,
};

/** The digest of a scope in a content: of the whole, or of these sections, one that is not there being told as such. */
export function bytesOf(content: Content, scope: Scope): string {
  if (scope === 'whole') return content.contentSha256;
  const known = new Map(content.sections.map(({ id, sha256 }) => [id, sha256]));
  return JSON.stringify([...scope].sort().map((id) => [id, known.get(id) ?? null]));
}

/** SG1: what is withdrawn stands no more; the withdrawal is a row of its own. */
export function standing(rows: readonly DecisionRow[]): DecisionRow[] {
  const withdrawn = new Set(rows.map((row) => row.withdraws));
  return rows.filter((row) => row.decision !== null && !withdrawn.has(row.id));
}

/**
 * SG2: an agreement counts for a version exactly when the bytes of its scope are those of the version, whatever version it was
 * given to. SG3: an objection stands over any bytes until it is withdrawn; a reservation stays on an agreement of before that
 * counts again.
 */
export function lineState(
  rows: readonly DecisionRow[],
  line: Pick<SignoffLine, 'seat' | 'scope'>,
  content: Content,
): LineState {
  const mine = standing(rows).filter((row) => row.seat === line.seat);
  const bytes = bytesOf(content, line.scope);
  const holds = mine.findLast((row) => row.bytes === bytes);
  const shown = mine.findLast((row) => row.decision === 'object') ?? holds ?? mine.at(-1);
  if (!shown) return UNDECIDED;
  const said = shown.decision === 'agree' ? (mine.findLast((row) => row.decision === 'reserve') ?? shown) : shown;
  const { at, versionNo } = shown;
  const { opinion, decision } = said;
  return { decision, opinion, at, versionNo, rowId: shown.id, saidId: said.id, stale: shown.bytes !== bytes };
}

/** A place that is asked no more, as it was when it went: taken out, or of a sign-off that was cancelled. */
export interface GoneLine {
  step: Pick<SignoffStep, 'title' | 'issues'>;
  line: Pick<SignoffLine, 'seat' | 'name' | 'roles' | 'scope'>;
  /** For whom it stood (代). */
  standsFor?: string;
}

/**
 * SG3: the reservations and objections that stand though nobody is asked at their place any more, one a seat. A seat that is asked
 * again speaks for itself. `gone`: since the last approval, oldest first.
 */
export function keptReproaches<T extends GoneLine>(
  { rows, lines, content }: Pick<Signoff, 'rows' | 'lines' | 'content'>,
  gone: readonly T[],
): (T & { state: LineState })[] {
  const asked = new Set(lines.map(({ seat }) => seat));
  const last = new Map(gone.map((one) => [one.line.seat, one]));
  return [...last.values()]
    .filter(({ line }) => !asked.has(line.seat))
    .map((one) => ({ ...one, state: lineState(rows, one.line, content) }))
    .filter(({ state }) => state.decision !== null && REPROACHES.includes(state.decision));
}

/** What stands until it is withdrawn, whatever becomes of the text or the list of signers. */
export const REPROACHES: readonly Decision[] = ['reserve', 'object'];

/** SG22: whether this is an objection or a reservation of theirs, which a point may be about, also when it was withdrawn since. */
export function isReproach(rows: readonly DecisionRow[], decisionId: string): boolean {
  return rows.some(({ id, decision }) => id === decisionId && decision !== null && REPROACHES.includes(decision));
}

/** SG21: whether a decision takes back an earlier one of its line: an objection always, a reservation when nothing is reserved now. */
export function takesBack(earlier: Decision, next: Decision): boolean {
  return earlier === 'object' || (earlier === 'reserve' && (next === 'agree' || next === 'abstain'));
}

/** SG21: the standing decisions of a line that are withdrawn, each by a row of its own, when it decides `next`. */
export function takenBack(rows: readonly DecisionRow[], seat: string, next: Decision): DecisionRow[] {
  return standing(rows).filter((row) => row.seat === seat && row.decision !== null && takesBack(row.decision, next));
}

export function agrees(state: LineState): boolean {
  return !state.stale && (state.decision === 'agree' || state.decision === 'reserve');
}

export function objects(state: LineState): boolean {
  return state.decision === 'object';
}

function abstains(state: LineState): boolean {
  return !state.stale && state.decision === 'abstain';
}

/** How far a rule is met by those who count. */
export interface Tally {
  met: boolean;
  /** Agreements over these bytes. */
  agreed: number;
  /** Those asked, without valid abstentions. */
  asked: number;
  /** Agreements that it takes. */
  need: number;
  /** Objections that stop it. */
  blocked: number;
}

/**
 * SG4: agreements are counted, never answers. A reservation is one; an abstention leaves the denominator, never the minimum,
 * and nothing passes without one agreement. SG8: quorum M of N or a share, any, each group. SG9: an objection stops the step
 * unless a quorum or any says otherwise.
 */
export function tallyOf(rule: StepRule, counted: readonly { state: LineState; group: string | null }[]): Tally {
  const agreed = counted.filter(({ state }) => agrees(state)).length;
  const asked = counted.filter(({ state }) => !abstains(state)).length;
  const blocked = objectionBlocks(rule) ? counted.filter(({ state }) => objects(state)).length : 0;
  const need = needOf(rule, asked, counted);
  const enough = agreed >= need && agreed >= 1 && (rule.kind !== 'each-group' || everyGroup(rule.min, counted));
  return { met: enough && blocked === 0, agreed, asked, need, blocked };
}

function needOf(rule: StepRule, asked: number, counted: readonly { group: string | null }[]): number {
  switch (rule.kind) {
    case 'all':
      return Math.max(1, asked);
    case 'quorum': {
      const { num, den } = rule.share ?? { num: 0, den: 1 };
      return Math.max(1, rule.min ?? 0, Math.ceil((num * asked) / den));
    }
    case 'any':
      return 1;
    case 'each-group':
      return Math.max(1, rule.min * new Set(counted.map(({ group }) => group)).size);
  }
}

function everyGroup(min: number, counted: readonly { state: LineState; group: string | null }[]): boolean {
  const groups = new Set(counted.map(({ group }) => group));
  const agreedIn = (name: string | null) =>
    counted.filter(({ state, group }) => group === name && agrees(state)).length;
  return [...groups].every((name) => agreedIn(name) >= min);
}

export interface LineProgress {
  line: SignoffLine;
  state: LineState;
  /** Somebody else stands for it now (代): that line counts in its place. */
  resting: boolean;
}

export interface StepProgress extends Tally {
  step: SignoffStep;
  lines: readonly LineProgress[];
  /** All steps of the orders before have passed: its people may decide. */
  open: boolean;
  passed: boolean;
}

export interface Progress {
  steps: readonly StepProgress[];
  /** SG5: every step passed over these bytes, and no section is open. No steps, or a step without people, is never complete. */
  complete: boolean;
}

/** SG10: steps of one order run side by side; the next order opens when all of the orders before have passed. */
export function progressOf(signoff: Signoff): Progress {
  const represented = new Set(
    signoff.lines.filter((line) => line.standing === 'delegated').map((line) => line.standsFor),
  );
  const judged = signoff.steps
    .toSorted((a, b) => a.order - b.order || a.no - b.no)
    .map((step) => {
      const lines = signoff.lines
        .filter((line) => line.step === step.no)
        .map((line) => ({
          line,
          state: lineState(signoff.rows, line, signoff.content),
          resting: represented.has(line.id),
        }));
      const counted = lines.filter(({ resting }) => !resting).map(({ line, state }) => ({ state, group: line.group }));
      const tally = tallyOf(step.rule, counted);
      // SG11: a step to which a point was returned waits for the answer.
      return { step, lines, ...tally, passed: tally.met && !signoff.returnedSteps.includes(step.no) };
    });
  const steps = judged.map((one) => ({
    ...one,
    open: judged.every((other) => other.step.order >= one.step.order || other.passed),
  }));
  const complete = steps.length > 0 && signoff.openSections.length === 0 && steps.every(({ passed }) => passed);
  return { steps, complete };
}

/**
 * Why this line may not decide now, or null. SG6: one standing decision a line and digest; SG12: own turn; SG13: nobody signs
 * while a section is open; who is represented takes the line back first.
 */
export function decideRefusal(
  signoff: Signoff,
  lineId: string,
): 'section-open' | 'not-your-turn' | 'already-decided' | null {
  if (signoff.openSections.length > 0) return 'section-open';
  for (const { open, lines } of progressOf(signoff).steps) {
    const own = lines.find(({ line }) => line.id === lineId);
    if (!own) continue;
    if (!open || own.resting) return 'not-your-turn';
    const bytes = bytesOf(signoff.content, own.line.scope);
    const decided = standing(signoff.rows).some((row) => row.seat === own.line.seat && row.bytes === bytes);
    return decided ? 'already-decided' : null;
  }
  return 'not-your-turn';
}

/** Of a person's lines the one that waits for a word, else the last that has one, else the first. */
export function lineToDecide(signoff: Signoff, personId: string): SignoffLine | null {
  const own = progressOf(signoff).steps.flatMap(({ lines }) => lines.filter(({ line }) => line.personId === personId));
  const waiting = own.find(({ line }) => decideRefusal(signoff, line.id) === null);
  const latest = own
    .filter(({ state }) => state.at !== null)
    .toSorted(byTime)
    .at(-1);
  return (waiting ?? latest ?? own[0])?.line ?? null;
}

function byTime(a: LineProgress, b: LineProgress): number {
  return (a.state.at ?? '').localeCompare(b.state.at ?? '');
}

/**
 * SG1: what a line takes back when its person withdraws: what counts or blocks over these bytes, with the reservation that is told of
 * it; where nothing does, what was said last. An agreement that holds again after an edit was undone is not the last word of its line.
 */
export function withdrawable(
  rows: readonly DecisionRow[],
  line: Pick<SignoffLine, 'seat' | 'scope'>,
  content: Content,
): DecisionRow[] {
  const { rowId, saidId } = lineState(rows, line, content);
  return rows.filter(({ id }) => id === rowId || id === saidId);
}

/** Of a person's lines the one whose decision stands and was made last: what a withdrawal without a line means. */
export function lineToWithdraw(signoff: Signoff, personId: string): SignoffLine | null {
  const own = signoff.lines.filter((line) => line.personId === personId);
  const last = standing(signoff.rows).findLast((row) => own.some((line) => line.seat === row.seat));
  return own.find((line) => line.seat === last?.seat) ?? own[0] ?? null;
}

/** SG7: reservation and objection say why. */
export function needsOpinion(decision: Decision): boolean {
  return decision === 'reserve' || decision === 'object';
}

/** SG14: the seat of a person at a step, also as somebody's delegate. It outlives the version; a signature holds for it alone. */
export function seatOf(stepKey: string, personId: string, standsFor: string | null = null): string {
  return standsFor === null ? `${stepKey}/${personId}` : `${stepKey}/${standsFor}~${personId}`;
}

/** A scope in one text, for rows and records. */
export function scopeText(scope: Scope): string {
  return scope === 'whole' ? 'whole' : JSON.stringify([...scope].sort());
}

export function scopeIn(text: string): Scope {
  return text === 'whole' ? 'whole' : (JSON.parse(text) as string[]);
}

/** SG19: which sentence says a rule, before the start (`planWords.ts`), while it is signed, and in all steps at once. */
export function ruleKey({ rule, issues = false }: { rule: StepRule; issues?: boolean | undefined }, people = 1) {
  const { kind } = rule;
  if (!issues || (kind !== 'all' && kind !== 'any')) return kind;
  // Of several heads all issue, or any one where the plan says so (WF19).
  return kind === 'any' && people > 1 ? 'issue-any' : 'issue';
}

/** What says how a step stands, for words: a key below `signoff.rule` and its values. */
export function ruleWords({ step, agreed, asked, need, lines }: StepProgress): {
  key: ReturnType<typeof ruleKey> | 'one' | 'nobody';
  values: { agreed: number; asked: number; need: number; min: number; names: readonly string[] };
  /** An objection does not stop it. */
  goesOn: boolean;
} {
  const { rule } = step;
  const names = lines.filter(({ resting }) => !resting).map(({ line }) => line.name);
  const values = { agreed, asked, need, min: rule.kind === 'each-group' ? rule.min : need, names };
  const goesOn = !objectionBlocks(rule);
  if (names.length === 0) return { key: 'nobody', values, goesOn };
  const key = ruleKey(step, names.length);
  return { key: key === 'all' && names.length === 1 ? 'one' : key, values, goesOn };
}

/** One step of the joined rule: a key below `signoff.sentence`, its values, and how it follows what stands before it. */
export interface Clause {
  key: ReturnType<typeof ruleWords>['key'];
  title: { zh: string; en: string };
  values: { need: number; min: number; names: readonly string[] };
  /** An objection does not stop it. */
  goesOn: boolean;
  /** `next`: of a chain of more than two. */
  follows: 'beside' | 'then' | 'next' | null;
}

/** The whole rule in one sentence (全体会签后由主任委员签发；当前 5 / 7): its clauses, and agreements had and asked for. */
export interface Sentence {
  clauses: readonly Clause[];
  agreed: number;
  need: number;
}

/** SG19: steps in their order, side by side or one after another; no step counts for more than it takes. */
export function sentenceOf({ steps }: Pick<Progress, 'steps'>): Sentence {
  const chain = new Set(steps.map(({ step }) => step.order)).size > 2 ? 'next' : 'then';
  return {
    clauses: steps.map((one, at): Clause => {
      const { key, values, goesOn } = ruleWords(one);
      const before = steps[at - 1];
      const follows = before === undefined ? null : before.step.order === one.step.order ? 'beside' : chain;
      const { need, min, names } = values;
      return { key, title: one.step.title, values: { need, min, names }, goesOn, follows };
    }),
    agreed: steps.reduce((sum, { agreed, need }) => sum + Math.min(agreed, need), 0),
    need: steps.reduce((sum, { need }) => sum + need, 0),
  };
}

/** What a sentence is said with: words below `signoff.sentence`, several names as one, a title in the reader's language. */
export interface Voice {
  say: (key: string, values: Record<string, string | number>) => string;
  names: (names: readonly string[]) => string;
  title: (title: Clause['title']) => string;
}

/** The rule in one sentence; `now`: with agreements had and asked for. '' without steps. */
export function sentenceWords({ clauses, agreed, need }: Sentence, voice: Voice, now = true): string {
  const joined = clauses.reduce((before, { key, title, values, goesOn, follows }) => {
    const clause = voice.say(key, { ...values, names: voice.names(values.names), title: voice.title(title) });
    const next = goesOn && key !== 'nobody' ? voice.say('goesOn', { clause }) : clause;
    return follows === null ? next : voice.say(follows, { before, next });
  }, '');
  if (joined === '') return '';
  const begun = joined.charAt(0).toUpperCase() + joined.slice(1);
  return now ? voice.say('now', { clauses: begun, agreed, need }) : voice.say('alone', { clauses: begun });
}
