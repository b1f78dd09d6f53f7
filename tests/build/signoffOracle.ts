// What a record of events says about a sign-off, read a second time: written sentence by sentence from PROMISES.md ("Sign-off
// integrity") and PRODUCT.md ("Workflow and sign-off"), slowly and plainly, and with none of the product's functions.

/** An event as the record has it; what is not about a sign-off is passed over. */
export interface Told {
  kind: string;
  body: unknown;
}

interface Section {
  id: string;
  sha256: string;
}

interface AskedLine {
  id: string;
  seat: string;
  step: number;
  personId: string;
  scope: 'whole' | readonly string[];
  group: string | null;
  standing: string;
  standsFor: string | null;
}

type Rule =
  | { kind: 'all' }
  | { kind: 'quorum'; min?: number; share?: { num: number; den: number }; objectionBlocks?: boolean }
  | { kind: 'any'; objectionBlocks?: boolean }
  | { kind: 'each-group'; min: number };

interface Step {
  no: number;
  order: number;
  rule: Rule;
  issues: boolean;
}

/** A word that somebody gave, with the digests that it names. */
interface Word {
  id: string;
  seat: string;
  decision: 'agree' | 'reserve' | 'object' | 'abstain';
  names: readonly string[];
}

/** What bodies of the kinds below hold, each some of it. */
interface Fields {
  versionNo: number;
  contentSha256: string;
  sections: readonly Section[];
  steps: readonly Step[];
  lines: readonly AskedLine[];
  decisionId: string;
  seat: string;
  decision: Word['decision'];
  scope: string;
  sectionKeys: readonly string[];
  step: number;
  points: readonly string[];
  pointId: string;
  personId: string;
  roles: readonly string[];
  from: string;
  change: { act: string; line: string; from: string };
}

export interface LineSeen {
  id: string;
  personId: string;
  step: number;
  /** It agrees, with or without a reservation, to the bytes of this version. */
  agrees: boolean;
  objects: boolean;
  /** Its person may give a word now. */
  turn: boolean;
}

export interface Seen {
  /** While signatures are collected; else what the last act left. */
  version: number | null;
  contentSha256: string | null;
  lines: readonly LineSeen[];
  /** Numbers of steps that have passed. */
  passed: readonly number[];
  complete: boolean;
  /** Versions that a completion names, with those who agreed then. */
  approved: readonly { version: number; contentSha256: string; agreed: readonly string[] }[];
  /** Of everybody who is a member, by person. */
  roles: ReadonlyMap<string, readonly string[]>;
}

/** The digests that a signature over this scope names in a version: of the whole, or of each section. */
function digestsOf(scope: 'whole' | readonly string[], whole: string, sections: readonly Section[]): string[] {
  if (scope === 'whole') return [whole];
  return [...scope].sort().map((id) => `${id}=${sections.find((one) => one.id === id)?.sha256 ?? 'not there'}`);
}

/** Oldest first, of one review that this person made, and whose members nobody sets by hand once it has started. */
export function read(events: readonly Told[], creator: string): Seen {
  let version: number | null = null;
  let whole = '';
  let sections: readonly Section[] = [];
  let steps: readonly Step[] = [];
  let lines: readonly AskedLine[] = [];
  let words: Word[] = [];
  let open: string[] = [];
  let waiting: { point: string; step: number }[] = [];
  const approved: { version: number; contentSha256: string; agreed: readonly string[] }[] = [];
  const now = () => judge({ whole, sections, steps, lines, words, open, waiting });
  const people = new People(creator);
  let begun = false;
  for (const { kind, body } of events) {
    const said = body as Fields;
    if (kind === 'member.set' && !begun) people.choose(said.personId, said.roles);
    else if (kind === 'stage.changed') {
      begun = true;
      if (said.from === 'approved') people.end(true);
    } else if (kind === 'version.frozen') {
      if (version === null) people.ask(said.lines, said.steps);
      version = said.versionNo;
      whole = said.contentSha256;
      sections = said.sections;
      steps = said.steps;
      lines = said.lines;
      open = [];
    } else if (kind === 'signoff.changed') {
      people.change(lines, said);
      steps = said.steps;
      lines = said.lines;
    } else if (kind === 'decision.made') {
      const { decisionId: id, seat, decision } = said;
      const scope = said.scope === 'whole' ? 'whole' : (JSON.parse(said.scope) as string[]);
      words.push({ id, seat, decision, names: digestsOf(scope, whole, sections) });
    } else if (kind === 'decision.withdrawn') words = words.filter((word) => word.id !== said.decisionId);
    else if (kind === 'sections.returned') open.push(...said.sectionKeys);
    else if (kind === 'step.returned') waiting.push(...said.points.map((point) => ({ point, step: said.step })));
    else if (kind === 'point.answered') waiting = waiting.filter(({ point }) => point !== said.pointId);
    else if (kind === 'signoff.cancelled') {
      people.end(false);
      version = null;
      [open, waiting] = [[], []];
    } else if (kind === 'signoff.completed') {
      const { agreed } = now();
      approved.push({ version: said.versionNo, contentSha256: said.contentSha256, agreed });
      version = null;
      // What was asked of the steps of this sign-off is over with it.
      [open, waiting] = [[], []];
    }
  }
  const { seen, passed, complete } = now();
  const { roles } = people;
  return { version, contentSha256: version === null ? null : whole, lines: seen, passed, complete, approved, roles };
}

/**
 * Who is a member, and as what. "Adding a signer grants access in the same transaction"; who has no line any more signs and reads no
 * more by it; and what the owner chose is what is left when a sign-off is over, so that the same plan asks the same people.
 */
class People {
  /** As the owner chose them. */
  private chosen = new Map<string, readonly string[]>();
  /** What the lines that stand gave, by their seats; a later one of a person holds on to what the earlier ones gave. */
  private given = new Map<string, { person: string; roles: readonly string[] }>();

  constructor(creator: string) {
    this.choose(creator, ['owner']);
  }

  get roles(): Map<string, readonly string[]> {
    const people = new Set([...this.chosen.keys(), ...[...this.given.values()].map(({ person }) => person)]);
    const all = [...people].map((person) => [person, this.of(person)] as const);
    return new Map(all.filter(([, roles]) => roles.length > 0));
  }

  choose(person: string, roles: readonly string[]): void {
    this.chosen.set(person, roles);
  }

  /** All at once: whoever issues too is asked as such, for each of their places. */
  ask(lines: readonly AskedLine[], steps: readonly Step[]): void {
    const before = new Map(lines.map(({ personId }) => [personId, this.of(personId)]));
    for (const { seat, personId: person } of lines) {
      const own = lines.filter((line) => line.personId === person);
      const issues = own.some((line) => steps.some(({ no, issues: last }) => no === line.step && last));
      this.given.set(seat, { person, roles: needed(before.get(person), issues) });
    }
  }

  change(before: readonly AskedLine[], { lines, steps, change }: Fields): void {
    const without = (person: string) => !lines.some(({ personId }) => personId === person);
    for (const { id, seat, step: at, personId: person } of lines) {
      if (before.some((one) => one.id === id)) continue;
      const issues = steps.some(({ no, issues: last }) => no === at && last);
      const gave = needed(this.of(person), issues);
      // A place goes for good, with the right of whoever had it by the owner's choice and has nothing else to sign.
      const forGood =
        change.act === 'transferred' &&
        without(change.from) &&
        needed(this.chosen.get(change.from), issues).length === 0;
      this.given.set(seat, { person, roles: [...this.givenTo(person), ...(forGood ? [] : gave)] });
      if (forGood) this.choose(person, [...(this.chosen.get(person) ?? []), ...gave]);
    }
    for (const seat of this.given.keys()) if (!lines.some((line) => line.seat === seat)) this.given.delete(seat);
    for (const { personId: person } of before.filter((line) => without(line.personId)))
      this.choose(
        person,
        this.of(person).filter((role) => role !== 'signatory' && role !== 'head'),
      );
  }

  /** Who read the text that was approved goes on reading it while it is drafted anew. */
  end(approved: boolean): void {
    for (const { person } of this.given.values())
      if (approved && !this.chosen.get(person)?.length) this.choose(person, ['viewer']);
    this.given.clear();
  }

  private of(person: string): string[] {
    return [...new Set([...(this.chosen.get(person) ?? []), ...this.givenTo(person)])];
  }

  private givenTo(person: string): string[] {
    return [...this.given.values()].flatMap((one) => (one.person === person ? one.roles : []));
  }
}

/** What these roles lack for a line. */
function needed(roles: readonly string[] = [], issues: boolean): string[] {
  if (roles.includes('head') || (!issues && roles.includes('signatory'))) return [];
  return [issues ? 'head' : 'signatory'];
}

function judge(at: {
  whole: string;
  sections: readonly Section[];
  steps: readonly Step[];
  lines: readonly AskedLine[];
  words: readonly Word[];
  open: readonly string[];
  waiting: readonly { step: number }[];
}) {
  const same = (word: Word, line: AskedLine) =>
    word.names.join() === digestsOf(line.scope, at.whole, at.sections).join();
  const wordsOf = (line: AskedLine) => at.words.filter((word) => word.seat === line.seat);
  // "Objections … stand until withdrawn"; "an agreement counts … exactly when the digest of its scope in that version equals the
  // digest it names"; a reservation counts as one and goes stale like one; so does an abstention.
  const objects = (line: AskedLine) => wordsOf(line).some((word) => word.decision === 'object');
  const counts = (line: AskedLine, decisions: readonly string[]) =>
    !objects(line) && wordsOf(line).some((word) => same(word, line) && decisions.includes(word.decision));
  const agrees = (line: AskedLine) => counts(line, ['agree', 'reserve']);
  const abstains = (line: AskedLine) => counts(line, ['abstain']);
  // A delegate decides in somebody's place until the line comes back.
  const stoodFor = (line: AskedLine) =>
    at.lines.some((other) => other.standing === 'delegated' && other.standsFor === line.id);

  const meets = ({ no, rule }: Step): boolean => {
    const people = at.lines.filter((line) => line.step === no && !stoodFor(line));
    const yes = people.filter(agrees);
    // "No step passes without one agreement."
    if (yes.length === 0) return false;
    // "An objection blocks completion unless the rule says `objectionBlocks: false` (possible for quorum and any)."
    const tolerant = (rule.kind === 'quorum' || rule.kind === 'any') && rule.objectionBlocks === false;
    if (!tolerant && people.some(objects)) return false;
    // "An abstention leaves the denominator, never the minimum."
    const denominator = people.filter((line) => !abstains(line));
    switch (rule.kind) {
      case 'all':
        return denominator.every(agrees);
      case 'any':
        return true;
      case 'quorum': {
        if (rule.min !== undefined && yes.length < rule.min) return false;
        return rule.share === undefined || yes.length * rule.share.den >= denominator.length * rule.share.num;
      }
      case 'each-group': {
        const groups = [...new Set(people.map(({ group }) => group))];
        return groups.every((name) => yes.filter(({ group }) => group === name).length >= rule.min);
      }
    }
  };
  const passes = (step: Step) => meets(step) && !at.waiting.some((point) => point.step === step.no);
  // "Steps with the same order number run in parallel"; a later one opens when all before have passed.
  const isOpen = (step: Step) => at.steps.filter((other) => other.order < step.order).every(passes);
  // "While a section is open nobody signs"; "one standing decision per line and digest"; own line, own turn.
  const mayDecide = (line: AskedLine) => {
    const step = at.steps.find(({ no }) => no === line.step);
    if (!step || at.open.length > 0 || !isOpen(step) || stoodFor(line)) return false;
    return !wordsOf(line).some((word) => same(word, line));
  };
  return {
    seen: at.lines.map((line) => ({
      id: line.id,
      personId: line.personId,
      step: line.step,
      agrees: agrees(line),
      objects: objects(line),
      turn: mayDecide(line),
    })),
    passed: at.steps.filter(passes).map(({ no }) => no),
    agreed: at.lines.filter((line) => !stoodFor(line) && agrees(line)).map(({ personId }) => personId),
    // "While a section is open … nothing completes"; nothing is ever approved by an empty step, or without one.
    complete: at.steps.length > 0 && at.open.length === 0 && at.steps.every(passes),
  };
}
