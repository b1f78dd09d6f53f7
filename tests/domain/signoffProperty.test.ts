// Random rules, orders, edits and people: no approval stands over other text, no step passes by answers, and events alone say the same.
import { expect, test } from 'vitest';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { Decision, StepRule } from '../../domain/review';
import {
  agrees,
  bytesOf,
  type Content,
  type DecisionRow,
  decideRefusal,
  progressOf,
  type Signoff,
  type SignoffLine,
  scopeText,
  seatOf,
  withdrawable,
} from '../../domain/signoff';
import { random } from '../build/random';
import { read } from '../build/signoffOracle';

const SEED = Number(process.env.SIGNOFF_SEED ?? 1);
const RUNS = process.env.FULL === '1' ? 20_000 : 800;
const SECTIONS = ['p', 'q', 'r'];

type Dice = (below: number) => number;
const title = { zh: '', en: '' };
const sorted = <T>(of: readonly T[]): T[] => [...of].sort();

function ruleOf(dice: Dice, people: number): StepRule {
  const blocks = dice(2) === 0 ? {} : { objectionBlocks: false };
  const rules: StepRule[] = [
    { kind: 'all' },
    { kind: 'quorum', min: 1 + dice(people), ...blocks },
    { kind: 'quorum', share: { num: 1 + dice(3), den: 3 }, ...blocks },
    { kind: 'any', ...blocks },
    { kind: 'each-group', min: 1 },
  ];
  return rules[dice(rules.length)] ?? { kind: 'all' };
}

const contentOf = (letters: readonly number[]): Content => ({
  contentSha256: `whole ${letters.join('')}`,
  sections: SECTIONS.map((id, at) => ({ id, sha256: String(letters[at]) })),
});

/** One sign-off of some versions; answers how it ended and the events it left. */
function run(seed: number): { events: RecordedEvent[]; completions: number } {
  const dice = random(seed);
  const events: RecordedEvent[] = [];
  let clock = 0;
  const at = () => new Date(++clock * 1000).toISOString();
  let record = 0;
  let ids = 0;
  const lineOf = (step: number, personId: string): SignoffLine => ({
    id: `line ${++ids}`,
    seat: seatOf(String(step), personId),
    step,
    personId,
    name: personId,
    roles: ['signatory'],
    scope: dice(3) === 0 ? [SECTIONS[dice(3)] ?? 'p'] : 'whole',
    group: `g${dice(2)}`,
    standing: 'own',
    standsFor: null,
  });
  let order = 1;
  const steps = Array.from({ length: 1 + dice(3) }, (_, n) => {
    order += n > 0 ? dice(2) : 0;
    return { no: n + 1, key: String(n + 1), order, title, rule: ruleOf(dice, 3), issues: false };
  });
  let lines = steps.flatMap(({ no }) => ['a', 'b', 'c'].slice(0, 1 + dice(3)).map((who) => lineOf(no, who)));
  const rows: DecisionRow[] = [];
  let text = [0, 0, 0];
  let version = 1;
  let open: string[] = [];
  const signoff = (): Signoff => ({
    content: contentOf(text),
    steps,
    lines,
    rows,
    openSections: open,
    returnedSteps: [],
  });
  const frozen = () => {
    const { contentSha256, sections } = contentOf(text);
    const body = {
      versionNo: version,
      contentSha256,
      recordSha256: String(++record),
      overrides: [],
      sections: [...sections],
    };
    events.push({ kind: 'version.frozen', at: at(), body: { ...body, steps, lines } });
  };
  frozen();
  for (let n = 0; n < 60; n++) {
    const line = lines[dice(lines.length)];
    if (!line) break;
    const base = { versionNo: version, contentSha256: contentOf(text).contentSha256 };
    switch (dice(10)) {
      case 0: {
        const key = SECTIONS[dice(3)] ?? 'p';
        if (open.includes(key)) break;
        open = [...open, key];
        events.push({
          kind: 'sections.returned',
          at: at(),
          body: { versionNo: version, sectionKeys: [key], points: [] },
        });
        break;
      }
      case 1:
        if (open.length === 0) break;
        text = text.map((was, i) => (open.includes(SECTIONS[i] ?? '') ? dice(2) : was));
        version += 1;
        open = [];
        frozen();
        break;
      case 2: {
        if (open.length > 0) break;
        for (const row of withdrawable(rows, line, contentOf(text))) {
          if (!row.decision) continue;
          rows.push({ ...row, id: `w${++ids}`, decision: null, withdraws: row.id });
          events.push({
            kind: 'decision.withdrawn',
            at: at(),
            body: { ...base, decision: row.decision, decisionId: row.id, seat: row.seat },
          });
        }
        break;
      }
      case 3: {
        const step = steps[dice(steps.length)]?.no ?? 1;
        const who = ['d', 'e'][dice(2)] ?? 'd';
        if (lines.some((one) => one.step === step && one.personId === who)) break;
        lines =
          dice(2) === 0
            ? [...lines, lineOf(step, who)]
            : lines.length > 2
              ? lines.filter((one) => one !== line)
              : lines;
        const prevRecordSha256 = String(record);
        const change = { act: 'removed', line: line.id, personId: line.personId } as const;
        events.push({
          kind: 'signoff.changed',
          at: at(),
          body: { versionNo: version, recordSha256: String(++record), prevRecordSha256, change, steps, lines },
        });
        break;
      }
      default: {
        if (decideRefusal(signoff(), line.id)) break;
        const decision: Decision =
          (['agree', 'agree', 'agree', 'reserve', 'object', 'abstain'] as const)[dice(6)] ?? 'agree';
        const id = `d${++ids}`;
        const { seat, personId, scope } = line;
        rows.push({
          id,
          seat,
          personId,
          decision,
          withdraws: null,
          opinion: null,
          contentSha256: base.contentSha256,
          bytes: bytesOf(contentOf(text), scope),
          versionNo: version,
          at: '',
        });
        const said = {
          decisionId: id,
          seat,
          scope: scopeText(scope),
          signerId: personId,
          name: personId,
          roles: [],
          decision,
        };
        const auth = { authMethod: 'password', authAt: '', sessionHash: '' } as const;
        events.push({
          kind: 'decision.made',
          at: at(),
          body: { ...base, recordSha256: String(record), ...said, ...auth },
        });
      }
    }
    const progress = progressOf(signoff());
    // The second reading of the same events, once something has passed by either.
    if (progress.steps.some(({ passed }) => passed)) {
      const seen = read(events, 'owner');
      const passed = progress.steps.filter((one) => one.passed).map(({ step }) => step.no);
      const agreed = progress.steps.flatMap((one) => one.lines.filter(({ state }) => agrees(state)));
      expect([seen.complete, sorted(seen.passed)], `seed ${seed}`).toEqual([progress.complete, sorted(passed)]);
      expect(sorted(seen.lines.filter((one) => one.agrees).map(({ id }) => id)), `seed ${seed}`).toEqual(
        sorted(agreed.map(({ line }) => line.id)),
      );
    }
    if (progress.complete) {
      expect(open, `seed ${seed}`).toEqual([]);
      const { contentSha256 } = contentOf(text);
      const body = { versionNo: version, contentSha256, recordSha256: String(record) };
      events.push({ kind: 'signoff.completed', at: at(), body });
      return { events, completions: 1 };
    }
  }
  return { events, completions: 0 };
}

test(`SG18 ${RUNS} random sign-offs from seed ${SEED}: each completion follows from the events alone, and a forged one does not (P10/T31)`, () => {
  let completions = 0;
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    const made = run(seed);
    completions += made.completions;
    const { approved, faults } = rederive(made.events);
    expect(faults, `seed ${seed}`).toEqual([]);
    expect(approved.length, `seed ${seed}`).toBe(made.completions);
    const end = made.events.findLast(({ kind }) => kind === 'version.frozen');
    if (made.completions === 0 && end?.kind === 'version.frozen') {
      const { versionNo, contentSha256, recordSha256 } = end.body;
      const forged: RecordedEvent = {
        kind: 'signoff.completed',
        at: '',
        body: { versionNo, contentSha256, recordSha256 },
      };
      expect(rederive([...made.events, forged]).faults, `seed ${seed}`).not.toEqual([]);
    }
    // Without what people said nothing is approved.
    const silent = made.events.filter(({ kind }) => kind !== 'decision.made' && kind !== 'decision.withdrawn');
    if (made.completions === 1) expect(rederive(silent).faults, `seed ${seed}`).not.toEqual([]);
  }
  expect(completions).toBeGreaterThan(RUNS / 20);
}, 600_000);
