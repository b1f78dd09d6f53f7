// Points, their numbers, the fields of measures and what is signed of them; who looks after a section.
import { describe, expect, test } from 'vitest';
import { type Block, type PointKind, plain } from '../../domain/document/blocks';
import { canonicalDocument, parseCanonical } from '../../domain/document/canonical';
import { outlineOf } from '../../domain/document/outline';
import { pointLabels } from '../../domain/document/points';
import { changedFields, differing, isDay, mayChangeFields, setByLeaving } from '../../domain/fieldChange';
import {
  type FieldsByPoint,
  type MeasureFields,
  measuresOf,
  type Named,
  NO_FIELDS,
  wantedFields,
} from '../../domain/fields';
import { jcs, sha256Hex, utf8 } from '../../domain/jcs';
import { type Member, ROLES, STAGES } from '../../domain/review';
import { mayOwnSection, maySetSection } from '../../domain/sectionRights';
import { NO_CARE } from '../../domain/sectionState';
import retrospective from '../../domain/template/builtin/retrospective.json';
import team from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';

const template = parseTemplate(team);
const point = (kind: PointKind, id: string | null, text = '说明情况。'): Block => ({
  type: 'point',
  kind,
  id,
  runs: plain(text),
});
const part = (key: string, text: string): Block => ({ type: 'heading', level: 1, key, id: null, runs: plain(text) });
const TEXT: Block[] = [
  part('problems', '存在的问题'),
  point('problem', 'p1'),
  point('measure', 'm0', '先行整改。'),
  part('measures', '整改措施'),
  point('measure', 'm1', '完善制度。'),
  point('measure', 'm2', '加强培训。'),
];
const wang: Named = { personId: 'w', name: '王敏', colour: 1 };
const li: Named = { personId: null, name: '李强', colour: null };
const FULL: MeasureFields = { owner: wang, due: '2027-01-31', criterion: '重评率 ≥ 98%', verifier: li };
const canonical = (fields: FieldsByPoint, blocks: readonly Block[] = TEXT) =>
  canonicalDocument({
    org: '医院',
    reviewId: 'r',
    title: '报告',
    template,
    templateSha256: '0'.repeat(64),
    blocks,
    fields,
  });
const stale = (one: FieldsByPoint, other: FieldsByPoint) =>
  canonical(one).sections.flatMap((section, n) =>
    section.sha256 === canonical(other).sections[n]?.sha256 ? [] : [section.id],
  );

describe('points', () => {
  test('FI1 are counted by kind through the whole text', () => {
    expect(pointLabels(TEXT).map((label) => label && `${label.kind} ${label.n}`)).toEqual([
      null,
      'problem 1',
      'measure 1',
      null,
      'measure 2',
      'measure 3',
    ]);
  });
});

describe('the fields of a measure', () => {
  test('FI2 WF12 are changed by who may write, in the stages of writing, and in a returned section during a sign-off', () => {
    for (const stage of STAGES)
      for (const role of ROLES) {
        const review = { id: 'r', stage, members: [{ personId: 'x', roles: [role] }] };
        const writes = (stage === 'drafting' || stage === 'review') && (role === 'owner' || role === 'editor');
        expect(mayChangeFields(review, 'x', false), `${role} ${stage}`).toBe(writes);
        const mends = stage === 'signoff' && (role === 'owner' || role === 'editor');
        expect(mayChangeFields(review, 'x', true), `${role} ${stage}, returned`).toBe(writes || mends);
      }
  });

  test('FI3 belong to the first point with their id, while it is a measure', () => {
    const shown = (blocks: readonly Block[]) =>
      measuresOf(blocks, { m1: FULL }).map(({ n, fields }) => [n, fields.due]);
    expect(shown(TEXT)).toEqual([
      [1, null],
      [2, '2027-01-31'],
      [3, null],
    ]);
    expect(shown([...TEXT, point('measure', 'm1')]).at(-1)).toEqual([4, null]);
    expect(shown([point('problem', 'm1'), point('measure', 'm1')])).toEqual([[1, null]]);
    expect(shown([point('measure', null), point('measure', '__proto__'), point('measure', 'constructor')])).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  test('FI4 are those that the template asks for', () => {
    expect(wantedFields(template, 'measures')).toEqual(['owner', 'due', 'criterion']);
    expect(wantedFields(template, 'problems')).toEqual(['owner', 'due', 'criterion']);
    expect(wantedFields(parseTemplate(retrospective), null)).toEqual(['owner', 'due']);
  });

  test('FI5 name a verifier who is not the owner, whichever of the two changes', () => {
    const code = (before: MeasureFields, change: Partial<MeasureFields>) => {
      const result = changedFields(before, change);
      return result.ok ? 'ok' : result.refusal.code;
    };
    expect(code(FULL, { due: null })).toBe('ok');
    expect(code(FULL, { verifier: { ...wang, name: '王敏（护理部）' } })).toBe('verifier-is-owner');
    expect(code(FULL, { verifier: { personId: null, name: ' 王敏 ', colour: null } })).toBe('verifier-is-owner');
    expect(code(FULL, { owner: li })).toBe('verifier-is-owner');
    expect(code(FULL, { owner: li, verifier: wang })).toBe('ok');
    expect(code(FULL, { owner: null, verifier: wang })).toBe('ok');
  });

  test('are told apart by what they say', () => {
    expect(differing(FULL, { ...FULL, owner: { ...wang, colour: 5 } })).toEqual([]);
    expect(differing(FULL, NO_FIELDS)).toEqual(['owner', 'due', 'criterion', 'verifier']);
    expect(differing(FULL, { ...FULL, owner: { ...wang, personId: null } })).toEqual(['owner']);
  });

  test.each([
    ['2027-01-31', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-1-31', false],
    ['0000-00-00', false],
    ['2027-01-31T00:00', false],
    ['９', false],
  ])('the day %s: %s', (day, is) => {
    expect(isDay(day)).toBe(is);
  });
});

test.each([
  ['criterion', ' 例会不超过三十分钟 ', '例会不超过三十分钟'],
  ['criterion', '  ', null],
  ['due', '2027-01-31', '2027-01-31'],
  ['due', '0202-01-31', null],
  ['due', '', null],
  ['owner', '王敏', null],
  ['verifier', '王敏', null],
] as const)(
  'FI9 a press beside the field “%s” with “%s” in it sets %s: words and whole days, never nothing',
  (...row) => {
    expect(setByLeaving(row[0], row[1])).toBe(row[2]);
  },
);

describe('what is signed of measures', () => {
  test('FI6 every measure with its number, words and printed fields; never an id', () => {
    const { bytes } = canonical({ m1: FULL, gone: FULL });
    const form = JSON.parse(new TextDecoder().decode(bytes));
    const none = { owner: null, due: null, criterion: null, verifier: null };
    expect(form.measures).toEqual([
      { number: 1, problemNumbers: [], text: '先行整改。', ...none },
      {
        number: 2,
        problemNumbers: [],
        text: '完善制度。',
        owner: '王敏',
        due: '2027-01-31',
        criterion: '重评率 ≥ 98%',
        verifier: '李强',
      },
      { number: 3, problemNumbers: [], text: '加强培训。', ...none },
    ]);
    const read = parseCanonical(bytes).blocks.map((one) => one.fields?.owner?.name ?? null);
    expect(read).toEqual([null, null, null, null, '王敏', null]);
  });

  test('FI6 the order of edits leaves no trace, each field counts, and a change taken back gives the digest back (T30, T31)', () => {
    const digest = (fields: FieldsByPoint) => canonical(fields).contentSha256;
    const before = digest({ m1: FULL, m2: NO_FIELDS });
    expect(digest({ m2: NO_FIELDS, m1: { verifier: li, criterion: FULL.criterion, due: FULL.due, owner: wang } })).toBe(
      before,
    );
    expect(digest({ m1: FULL })).toBe(before);
    expect(digest({ m1: { ...FULL, owner: { ...wang, personId: 'other', colour: 7 } } })).toBe(before);
    const changes: Partial<MeasureFields>[] = [
      { owner: li },
      { owner: null },
      { due: '2027-02-01' },
      { criterion: null },
      { verifier: null },
    ];
    for (const change of changes)
      expect(digest({ m1: { ...FULL, ...change } }), JSON.stringify(change)).not.toBe(before);
    expect(digest({ m1: { ...FULL, due: '2027-02-01' } })).toBe(digest({ m1: { ...FULL, due: '2027-02-01' } }));
    expect(digest({ m2: FULL })).not.toBe(before);
  });

  test('FI7 a changed field is seen in the digest of its own section alone, wherever the measure stands', () => {
    expect(stale({ m1: FULL }, { m1: { ...FULL, due: '2027-02-01' } })).toEqual(['measures']);
    expect(stale({ m1: FULL }, { m1: FULL, m0: FULL })).toEqual(['problems']);
  });

  test('FI7 a measure added in one section leaves the digest of the next, in spite of the new numbers', () => {
    const more = [...TEXT.slice(0, 3), point('measure', 'new'), ...TEXT.slice(3)];
    const [before, after] = [canonical({ m1: FULL }), canonical({ m1: FULL }, more)];
    expect(after.sections.find(({ id }) => id === 'measures')).toEqual(
      before.sections.find(({ id }) => id === 'measures'),
    );
    expect(after.contentSha256).not.toBe(before.contentSha256);
  });

  test('FI7 a text without measures has the digests that it had before there were fields', () => {
    const blocks = TEXT.slice(0, 2);
    const { bytes, sections } = canonical({ m1: FULL }, blocks);
    const form = JSON.parse(new TextDecoder().decode(bytes));
    expect(form.measures).toEqual([]);
    expect(sections).toEqual(
      form.sections.map((one: { id: string }) => ({ id: one.id, sha256: sha256Hex(utf8(jcs(one as never))) })),
    );
  });

  test('a version frozen before there were fields is read as it is', () => {
    const form = JSON.parse(new TextDecoder().decode(canonical({ m1: FULL }).bytes));
    const old = utf8(jcs({ ...form, measures: [] }));
    expect(parseCanonical(old).blocks.every((one) => one.fields === undefined)).toBe(true);
  });

  test('FI3 the outline of a review says the fields of its measures, and of nothing else', () => {
    const [problems, measures] = outlineOf('报告', TEXT, template, { m1: FULL, p1: FULL }).parts;
    expect(problems?.points[0]).not.toHaveProperty('owner');
    expect(measures?.points[0]).toMatchObject({
      owner: '王敏',
      due: '2027-01-31',
      criterion: '重评率 ≥ 98%',
      verifier: '李强',
    });
    expect(measures?.points[1]).toMatchObject({ owner: null, due: null, criterion: null, verifier: null });
  });
});

describe('a section', () => {
  const members: Member[] = [
    { personId: 'lin', roles: ['owner'] },
    { personId: 'chen', roles: ['editor'] },
    { personId: 'zhao', roles: ['editor', 'signatory'] },
    { personId: 'sun', roles: ['commenter', 'head'] },
  ];
  const review = (stage: (typeof STAGES)[number]) => ({ id: 'r', stage, members });

  test('SC1 without a row is not begun and nobody’s', () => {
    expect(NO_CARE).toEqual({ ownerId: null, state: 'todo' });
  });

  test('SC2 is looked after by those who write, at every stage', () => {
    const ids = ['lin', 'chen', 'zhao', 'sun', 'stranger'];
    expect(ids.filter((id) => mayOwnSection(review('signoff'), id))).toEqual(['lin', 'chen', 'zhao']);
  });

  test('SC3 is set by an owner of the review, by its own editor, and by any editor when it is nobody’s', () => {
    const who = (ownerId: string | null, stage: (typeof STAGES)[number] = 'review') =>
      ['lin', 'chen', 'zhao', 'sun', 'stranger'].filter((id) => maySetSection(review(stage), id, ownerId));
    expect(who(null)).toEqual(['lin', 'chen', 'zhao']);
    expect(who('chen')).toEqual(['lin', 'chen']);
    expect(who('sun')).toEqual(['lin', 'chen', 'zhao']);
    expect(who('gone')).toEqual(['lin', 'chen', 'zhao']);
    expect(who(null, 'signoff')).toEqual([]);
  });
});
