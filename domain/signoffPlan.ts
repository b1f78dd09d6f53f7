// Who is to be asked, before the freeze: the template's steps or the owner's, what is wrong with them, and which lines they make.
import type { PlannedPerson, ReviewState, SignoffStepPlan, StepRule } from './review';
import {
  type LineState,
  progressOf,
  type Scope,
  type Sentence,
  type Signoff,
  type StepProgress,
  seatOf,
  sentenceOf,
  tallyOf,
  UNDECIDED,
} from './signoff';

/** Of every step that is put in for somebody who signs first (加签). */
export const ADDED_TITLE = { zh: '加签', en: 'Added signature' };

/** A plan whose steps all have their names. */
export type Plan = readonly (SignoffStepPlan & { key: string })[];

/** Of a template as much as a plan needs. */
export interface StepsOf {
  workflow: { signoff: { steps: readonly SignoffStepPlan[] } };
}

/** WF6: the steps as edited for the review, else those of its template. */
export function planOf(template: StepsOf, edited: readonly SignoffStepPlan[] | null): Plan {
  return (edited ?? template.workflow.signoff.steps).map((step, at) => ({ ...step, key: step.key ?? String(at + 1) }));
}

/** What cannot be: a text for developers, the step it is about (from 1), and the field that a person mends. */
export interface PlanFault {
  step: number;
  field: 'order' | 'key' | 'people' | 'rule' | 'group' | 'issues';
  detail: string;
}

/**
 * WF7: orders run from 1 without a gap, keys and people are there once, named steps have people, a rule can be met by those it
 * asks, groups have everybody in them, and one step issues at most: the last, alone in its order, by the head or the one person named.
 */
export function faultsOf(plan: Plan): PlanFault[] {
  const orders = [...new Set(plan.map((step) => step.order))].sort((a, b) => a - b);
  const last = orders.at(-1) ?? 0;
  return plan.flatMap((step, at) => {
    const fault = (field: PlanFault['field'], detail: string): PlanFault => ({ step: at + 1, field, detail });
    return [
      ...(orders[step.order - 1] === step.order ? [] : [fault('order', 'an order before it has no step')]),
      ...(plan.findIndex((one) => one.key === step.key) === at ? [] : [fault('key', 'another step has this key')]),
      ...(step.issues ? issuingFaults(step, last, plan).map((detail) => fault('issues', detail)) : []),
      ...ruleFaults(step, fault),
    ];
  });
}

/** DOMAIN "签发": the final signature of the head, after all have countersigned. */
function issuingFaults(step: Plan[number], last: number, plan: Plan): string[] {
  if (step.order !== last) return ['only the last step issues'];
  if (plan.some((other) => other !== step && other.order === last)) return ['nothing runs beside the issuing step'];
  const one = step.who === 'head' || (typeof step.who !== 'string' && step.who.people.length === 1);
  return one ? [] : ['the head issues, or one person who is named'];
}

function ruleFaults(
  { who, rule }: SignoffStepPlan,
  fault: (field: PlanFault['field'], detail: string) => PlanFault,
): PlanFault[] {
  const faults: PlanFault[] = [];
  if (rule.kind === 'quorum' && rule.min === undefined && rule.share === undefined)
    faults.push(fault('rule', 'a quorum is a number or a share'));
  if (rule.kind === 'quorum' && rule.share && rule.share.num > rule.share.den)
    faults.push(fault('rule', 'more than all cannot agree'));
  if (typeof who === 'string') {
    if (rule.kind === 'each-group') faults.push(fault('group', 'groups need named people'));
    return faults;
  }
  if (who.people.length === 0) faults.push(fault('people', 'nobody is asked'));
  if (new Set(who.people.map((one) => one.personId)).size < who.people.length)
    faults.push(fault('people', 'somebody is named twice'));
  if (who.people.length > 0 && faults.length === 0 && !isSatisfiable(rule, who.people))
    faults.push(fault(rule.kind === 'each-group' ? 'group' : 'rule', 'the rule asks for more people than there are'));
  return faults;
}

/** Whether the rule is met when everybody agrees. */
export function isSatisfiable(rule: StepRule, people: readonly { group?: string | null | undefined }[]): boolean {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return people.length > 0;
    case 'quorum':
      return people.length >= Math.max(1, rule.min ?? 0);
    case 'each-group': {
      const groups = new Set(people.map(({ group }) => group ?? null));
      const sizeOf = (name: string | null) => people.filter(({ group }) => (group ?? null) === name).length;
      return people.length > 0 && !groups.has(null) && [...groups].every((name) => sizeOf(name) >= rule.min);
    }
  }
}

/**
 * WF5: who signs a step: those with the role, in the order in which they came in, or those named. Where no step asks the head,
 * a head signs with the signatories.
 */
export function peopleOf(step: SignoffStepPlan, plan: Plan, members: ReviewState['members']): readonly PlannedPerson[] {
  if (typeof step.who !== 'string') return step.who.people;
  const headAsked = plan.some(({ who }) => who === 'head');
  const asked = members.filter(({ roles }) =>
    step.who === 'head'
      ? roles.includes('head')
      : roles.includes('signatory') || (!headAsked && roles.includes('head')),
  );
  return asked.map(({ personId }) => ({ personId }));
}

/** Everybody whom the plan asks, once. */
export function signersOf(plan: Plan, members: ReviewState['members']): string[] {
  return [...new Set(plan.flatMap((step) => peopleOf(step, plan, members).map(({ personId }) => personId)))];
}

export interface PlannedLine {
  /** Number of its step in the version. */
  step: number;
  seat: string;
  personId: string;
  group: string | null;
  scope: Scope;
}

/** The lines that a freeze writes. */
export function linesOf(plan: Plan, members: ReviewState['members']): PlannedLine[] {
  return plan.flatMap((step, at) =>
    peopleOf(step, plan, members).map(({ personId, group, scope }) => ({
      step: at + 1,
      seat: seatOf(step.key, personId),
      personId,
      group: group ?? null,
      scope: scope ?? 'whole',
    })),
  );
}

/** SG19 before the freeze: the sentence of the sign-off that this plan would start. `nameOf`: of a person by id. */
export function planned(plan: Plan, members: ReviewState['members'], nameOf: (personId: string) => string): Sentence {
  const steps = plan.map(({ key, order, title, rule, issues = false }, at) => {
    return { no: at + 1, key, order, title, rule, issues };
  });
  const lines = linesOf(plan, members).map((line, at) => ({
    ...line,
    id: String(at),
    name: nameOf(line.personId),
    roles: [],
    standing: 'own' as const,
    standsFor: null,
  }));
  const content = { contentSha256: '', sections: [] };
  return sentenceOf(progressOf({ content, steps, lines, rows: [], openSections: [], returnedSteps: [] }));
}

/**
 * A step that could never pass as things stand: nobody in it, a rule above those who can sign, a scope that the text does not have.
 * Without a title: a section that nobody is asked to sign.
 */
export interface EmptyStep {
  step: number;
  title?: { zh: string; en: string };
  sectionKey?: string;
}

/** Around a sign-off: people who can sign, and keys of the text's sections. */
interface Around {
  present: (personId: string) => boolean;
  sections: readonly string[];
}

/** What whoever can sign may say yet. */
const AGREED: LineState = { ...UNDECIDED, decision: 'agree' };

/** GA5: the steps that close the gate `empty-step`: by everybody in them who can sign they could not pass. */
export function emptySteps(plan: Plan, members: ReviewState['members'], { present, sections }: Around): EmptyStep[] {
  if (plan.length === 0) return [{ step: 1, title: { zh: '会签', en: 'Sign off' } }];
  return plan.flatMap((step, at): EmptyStep[] => {
    const place = { step: at + 1, title: step.title };
    const people = peopleOf(step, plan, members);
    const asked = people.map(({ personId, group = null }) => ({
      state: present(personId) ? AGREED : UNDECIDED,
      group,
    }));
    if (!tallyOf(step.rule, asked).met) return [place];
    const missing = people
      .filter(({ personId }) => present(personId))
      .flatMap(({ scope = [] }) => scope)
      .filter((key) => !sections.includes(key));
    return [...new Set(missing)].map((sectionKey) => ({ ...place, sectionKey }));
  });
}

/**
 * The same of a sign-off that is open: steps whose rule those who can sign could not meet over the next version, lines whose
 * sections the text does not have any more, and sections that were written meanwhile and that nobody is asked to sign: frozen again
 * they would be approved by signatures that name none of their words.
 */
export function stuckSteps(signoff: Signoff, around: Around): EmptyStep[] {
  const { steps } = progressOf(signoff);
  return [...stuckIn(steps, signoff.openSections, around), ...unsignedSections(steps, signoff, around)];
}

function stuckIn(steps: readonly StepProgress[], open: readonly string[], { present, sections }: Around): EmptyStep[] {
  return steps.flatMap(({ step, lines }): EmptyStep[] => {
    const place = { step: step.no, title: step.title };
    const counted = lines
      .filter(({ resting }) => !resting)
      .map(({ line, state }) => ({
        state: present(line.personId) ? AGREED : leftBy(state, line.scope, open),
        group: line.group,
      }));
    if (!tallyOf(step.rule, counted).met) return [place];
    const scopes = lines.flatMap(({ line }) => (line.scope === 'whole' ? [] : line.scope));
    const missing = new Set(scopes.filter((key) => !sections.includes(key)));
    return [...missing].map((sectionKey) => ({ ...place, sectionKey }));
  });
}

function unsignedSections(
  steps: readonly StepProgress[],
  { content, openSections }: Pick<Signoff, 'content' | 'openSections'>,
  { present, sections }: Around,
): EmptyStep[] {
  const asked = steps.flatMap(({ lines }) => lines.filter(({ line, resting }) => !resting && present(line.personId)));
  const written = sections.filter(
    (key) => openSections.includes(key) || content.sections.every(({ id }) => id !== key),
  );
  return written
    .filter((key) => !asked.some(({ line: { scope } }) => scope === 'whole' || scope.includes(key)))
    .map((sectionKey) => ({ step: steps.at(-1)?.step.no ?? 1, sectionKey }));
}

/** What somebody who cannot sign any more leaves to the next version: what they said of sections that are not written meanwhile. */
function leftBy(state: LineState, scope: Scope, open: readonly string[]): LineState {
  const written = scope === 'whole' ? open.length > 0 : scope.some((key) => open.includes(key));
  return written ? { ...state, stale: true } : state;
}
