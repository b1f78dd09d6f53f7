// Characters that turn the order of the words are named wherever people read what others wrote (CT2).
import { expect, test } from 'vitest';
import { InboxList } from '../../app/inbox/InboxList';
import { FieldLine } from '../../app/review/fields/FieldLine';
import { Begun } from '../../app/review/rail/begun';
import { Message } from '../../app/review/rail/Message';
import { Quote } from '../../app/review/rail/Quote';
import { type Talk, TalkProvider } from '../../app/review/rail/talk';
import { RecordScreen } from '../../app/review/record/RecordScreen';
import { Again } from '../../app/review/sign/Again';
import { Decided } from '../../app/review/sign/Decided';
import { DecisionForm } from '../../app/review/sign/DecisionForm';
import { Points } from '../../app/review/sign/Points';
import { Signatures } from '../../app/review/sign/Signatures';
import { PointsField } from '../../app/review/signers/PointsField';
import { SignRail } from '../../app/review/signers/SignRail';
import { Marked } from '../../app/shell/Marked';
import { Result } from '../../app/verify/Result';
import type { Judged } from '../../app/verify/useVerify';
import { NO_FIELDS } from '../../domain/fields';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import type {
  CommentView,
  InboxItem,
  ReturnPointView,
  ReviewPage,
  SignoffLineView,
  SignoffView,
} from '../../domain/view';
import { rendered } from '../build/rendered';

const WORDS = '不少于\u202e51\u202c条';
/** As the pages paint them: each in an element of its own, with its name. */
const NAMED =
  '不少于<bdi class="ctl" data-code="U+202E">\u202e</bdi>51<bdi class="ctl" data-code="U+202C">\u202c</bdi>条';

/** No such character stands outside of an element that names it, nor in what is read out or shown over a control. */
function expectNamed(html: string, times = 1): void {
  expect(html.split(NAMED).length - 1).toBe(times);
  expect(html.replaceAll(/<bdi class="ctl" data-code="U\+[0-9A-F]+">.<\/bdi>/gu, '')).not.toMatch(/\p{Bidi_Control}/u);
}

const zhao = { id: 'zhao', name: 'Zhao', colour: 1 };
const line: SignoffLineView = {
  id: 'l1',
  personId: 'zhao',
  name: 'Zhao',
  colour: 1,
  roles: ['signatory'],
  scope: 'whole',
  decision: 'object',
  decisionId: 'd1',
  opinion: WORDS,
  at: '2026-11-20T08:00:00Z',
  stale: false,
  lastSigned: 1,
  standing: 'own',
  resting: false,
  turn: true,
};
const signoff = (said: Partial<SignoffLineView> = {}): SignoffView => ({
  version: 1,
  digest: 'a'.repeat(64),
  recordSha256: 'b'.repeat(64),
  frozenAt: '2026-11-20T08:00:00Z',
  frozenBy: 'Lin',
  outcome: 'open',
  steps: [
    {
      no: 1,
      order: 1,
      title: { zh: '会签', en: 'Sign off' },
      rule: { kind: 'all' },
      issues: false,
      lines: [{ ...line, ...said }],
      open: true,
      passed: false,
      returned: false,
      agreed: 0,
      asked: 1,
      need: 1,
      words: { key: 'all', values: { agreed: 0, asked: 1, need: 1, min: 0, names: [] }, goesOn: false },
    },
  ],
  sentence: { clauses: [], agreed: 0, need: 1 },
  openSections: [],
  complete: false,
  overrides: [],
  former: [],
  left: [],
  mine: { line: 'l1', order: 1, decision: 'object', turn: true },
});
const page = {
  id: 'r1',
  title: '材料',
  stage: 'signoff',
  signoff: null,
  approved: null,
  abilities: [],
  members: [],
  me: { ...zhao, id: 'lin', roles: [], email: '' },
  templateBody: parseTemplate(body),
} as unknown as ReviewPage;
const nameOf = (key: string | null) => key ?? '';
const point: ReturnPointView = {
  id: 'p1',
  version: 1,
  sectionKey: null,
  step: null,
  decisionId: 'd1',
  about: { name: 'Zhao', decision: 'object' },
  body: WORDS,
  by: zhao,
  at: '2026-11-20T08:00:00Z',
  answer: WORDS,
  answeredBy: zhao,
  answeredAt: '2026-11-20T08:00:00Z',
  mayAnswer: false,
};

test('CT2 in a comment, around the names that it mentions, and in the words that it stands on', () => {
  const begun = new Begun({ person: zhao.id, review: 'r1' });
  const talk = { me: zhao, people: [zhao], blocked: null, begun } as unknown as Talk;
  const comment = {
    id: 'c1',
    author: zhao,
    body: `${WORDS}@Zhao ${WORDS}`,
    at: '2026-11-20T08:00:00Z',
    editedAt: null,
    takenBack: false,
    hidden: false,
    mentions: [zhao],
    reactions: [],
    may: {},
  } as unknown as CommentView;
  const html = rendered(
    <TalkProvider value={talk}>
      <Message comment={comment} />
    </TalkProvider>,
  );
  expectNamed(html, 2);
  expect(html).toContain('<span class="at">@Zhao</span>');
  expectNamed(rendered(<Quote thread={{ quote: WORDS, before: WORDS, after: WORDS }} />), 3);
});

test('CT2 in the inbox and in what a search found', () => {
  const item = {
    id: 'i1',
    actors: [],
    kind: 'replied',
    acts: 1,
    words: WORDS,
    title: '材料',
    at: line.at,
    body: {},
  } as unknown;
  expectNamed(
    rendered(
      <Marked
        parts={[
          { text: WORDS, hit: true },
          { text: WORDS, hit: false },
        ]}
      />,
    ),
    2,
  );
  expectNamed(rendered(<InboxList items={[item as InboxItem]} onRead={() => undefined} />));
});

test('CT2 in the fields of a measure, also in what is read out', () => {
  const fields = { ...NO_FIELDS, criterion: WORDS };
  const chip = <FieldLine label="措 1" fields={fields} wanted={[]} writes={false} />;
  expectNamed(rendered(chip));
  expect(rendered(chip)).toContain('title="完成标准：不少于[U+202E]51[U+202C]条"');
});

test('CT2 in opinions and reasons on the page where one signs, and in the rail beside the text', () => {
  expectNamed(rendered(<Signatures page={page} signoff={signoff()} nameOf={nameOf} />));
  const former = [{ personId: 'wu', name: 'Wu', decision: 'object' as const, opinion: WORDS, removedAt: point.at }];
  expectNamed(rendered(<Signatures page={page} signoff={{ ...signoff(), former }} nameOf={nameOf} />), 2);
  const around = { page, signoff: signoff(), onReread: () => undefined, sections: null };
  expectNamed(rendered(<Decided {...around} line={line} />));
  const sign = { ...around, seen: null, moved: null };
  expectNamed(rendered(<DecisionForm {...sign} line={{ ...line, stale: true }} />));
  const stale: SignoffLineView = { ...line, decision: 'reserve', stale: true };
  expectNamed(rendered(<Again {...sign} line={stale} since={{ kind: 'none' } as never} />));
  expectNamed(rendered(<SignRail page={page} signoff={signoff()} points={[]} onAnswered={() => undefined} />));
});

test('CT2 in the points of a return, in their answers, and in what is offered as one', () => {
  expectNamed(rendered(<Points page={page} signoff={signoff()} points={[point]} onAnswered={() => undefined} />), 2);
  const nothing = () => undefined;
  const offers = [{ decisionId: 'd1', decision: 'object' as const, name: 'Zhao', words: WORDS }];
  const draft = {
    points: [],
    taken: [],
    offers,
    text: '',
    write: nothing,
    take: nothing,
    reword: nothing,
    drop: nothing,
  };
  expectNamed(rendered(<PointsField draft={draft} missing={false} />));
});

test('SG22 a point leads to the objection that it is about while that stands, and names it when it does not', () => {
  const shown = (of: SignoffView, locale: 'zh-CN' | 'en') =>
    rendered(<Points page={page} signoff={of} points={[point]} onAnswered={() => undefined} />, locale);
  expect(shown(signoff(), 'zh-CN')).toContain('href="/reviews/r1/sign#said-d1" class="link">答Zhao的不同意</a>');
  expect(shown(signoff(), 'en')).toContain('href="/reviews/r1/sign#said-d1" class="link">on Zhao’s objection</a>');
  const withdrawn = shown(signoff({ decisionId: 'd2' }), 'en');
  expect(withdrawn).toContain('on Zhao’s objection');
  expect(withdrawn).not.toContain('said-d1');
  expect(rendered(<Signatures page={page} signoff={signoff()} nameOf={nameOf} />)).toContain('id="said-d1"');
});

test('CT2 in the record of a review', () => {
  const item = {
    seq: 1,
    at: point.at,
    kind: 'decision.made',
    actor: zhao,
    body: { opinion: WORDS },
    prev: '',
    hash: '',
  };
  const record = { items: [item], reads: 'all' as const, brokenAt: null };
  expectNamed(rendered(<RecordScreen page={page} record={record} later={false} />));
});

const judged = (verdict: Partial<Judged['verdict']>): Judged => ({
  name: 'a.zip',
  size: 1,
  key: 'server',
  pdf: null,
  digest: null,
  verdict: { valid: true, key: 'known', checks: [], fingerprint: null, kid: null, says: null, ...verdict },
});

test('CT2 on the page that verifies a package', () => {
  const place = {
    ...{ step: { zh: '会签', en: 'Sign off' }, name: 'Zhao', roles: [], scope: 'whole', issues: false, stale: false },
    ...{ decision: 'object', versionNo: 1, at: point.at, opinion: WORDS },
  };
  const version = { no: 1, contentSha256: '', recordSha256: '', frozenAt: point.at, approvedAt: point.at };
  const says = { org: '单位', title: '材料', version, signatures: [place], unsigned: [], createdAt: point.at };
  const verdict = judged({ says: says as unknown as Judged['verdict']['says'] });
  expectNamed(rendered(<Result judged={verdict} onAgain={() => undefined} onWitness={() => undefined} />));
});

test('PK11 since when a key is bad is told as a day and a clock of the reader; what is no moment, as it stands', () => {
  const shown = (from: string, locale: 'zh-CN' | 'en') => {
    const why = { code: 'key-unproven', values: { from } } as const;
    const verdict = { key: 'unproven' as const, valid: false, checks: [{ check: 'key' as const, ok: false, why }] };
    const of = { ...judged(verdict), key: 'unproven' as const };
    return rendered(<Result judged={of} onAgain={() => undefined} onWitness={() => undefined} />, locale);
  };
  expect(shown('2026-11-20T08:05:00.000Z', 'zh-CN')).toContain('这把公钥自 2026-11-20 16:05 起失效');
  expect(shown('2026-11-20T08:05:00.000Z', 'en')).toContain('the key is bad since 20 Nov 2026 16:05, and');
  expect(shown('yesterday', 'en')).toContain('the key is bad since yesterday, and');
});
