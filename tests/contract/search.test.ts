// Search over the API: what is found, by whom, and what nobody can do with a query.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchReviews, searchStatement } from '../../db/queries/search';
import { isLooked } from '../../db/queries/searchSql';
import { must } from '../../domain/must';
import type { Role } from '../../domain/review';
import { bigrams, folded, searchQuery } from '../../domain/search';
import type { SearchItem, SearchPage } from '../../domain/view';
import { indexComments, indexTexts } from '../../server/worker/searchIndex';
import type { Person } from '../build/api';
import { random } from '../build/random';
import { aReadyReview, READY } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let owner: Person;
const people: Record<string, Person> = {};
const AT_ONCE = { quietMs: 0, staleMs: 0 };
/** Rounds until nothing is behind. */
async function index(): Promise<number> {
  const written = await indexTexts(server.services.needs, AT_ONCE);
  return written === 0 ? 0 : written + (await index());
}

beforeAll(async () => {
  server = await aServer();
  owner = server.admin;
  for (const name of ['Wei', 'Qian', 'Sun']) people[name] = await server.person(name);
}, 60_000);
afterAll(() => server.close());

const who = (name: string) => must(people[name], name);
const find = async (person: Person, q: string) => {
  const answer = await person.call<{ items: SearchItem[]; cursor?: string }>(
    'GET',
    `/search?q=${encodeURIComponent(q)}`,
  );
  expect([answer.status, q]).toEqual([200, q]);
  return answer.body;
};
const ids = async (person: Person, q: string) => (await find(person, q)).items.map((item) => item.reviewId);
const shown = (parts: readonly { text: string; hit: boolean }[]) =>
  parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

async function aReview(members: readonly [Person, readonly Role[]][], text: string): Promise<string> {
  const made = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: `${READY}${text}`,
    meta: { date: '2026-03-31' },
    members: members.map(([{ id: personId }, roles]) => ({ personId, roles })),
  });
  await index();
  return made.body.id;
}

describe('finding', () => {
  test('SE5 a passage is found with its section, a comment with its thread, a title by itself', async () => {
    const id = await aReview([[who('Qian'), ['editor']]], '2. 夜班交接单漏签三次。\n');
    const thread = await owner.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
      quote: '夜班交接单',
      body: '请 Pharmacy 也看一下：漏签的原因？',
    });
    await indexComments(server.services.needs);
    const [passage] = (await find(who('Qian'), '交接单漏签')).items;
    expect(passage?.hits.map((hit) => [hit.kind, hit.sectionKey, hit.section, shown(hit.parts)])).toEqual([
      ['text', 'measures', '5.改进项', '• 夜班[交接单漏签]三次。'],
    ]);
    const [comment] = (await find(who('Qian'), 'pharmacy')).items;
    expect(comment?.hits).toMatchObject([{ kind: 'comment', threadId: thread.body.id, author: 'Lin' }]);
    expect(shown(comment?.hits[0]?.parts ?? [])).toBe('请 [Pharmacy] 也看一下：漏签的原因？');
    const both = (await find(who('Qian'), '漏签')).items.find((item) => item.reviewId === id);
    expect(both?.hits.map(({ kind }) => kind)).toEqual(['text', 'comment']);
    await owner.call('PATCH', `/reviews/${id}`, { title: '夜班专项 Night shift' });
    const titled = (await find(who('Qian'), '专项 NIGHT')).items;
    expect(titled.map((item) => [item.reviewId, shown(item.title), item.hits.length])).toEqual([
      [id, '夜班[专项] [Night] shift', 0],
    ]);
  });

  test('SE2 SE3 hostile queries find what they say and nothing else, and none of them fails', async () => {
    const id = await aReview([], '2. 完成率 50%，合格（A_类）🎉 it’s "done"。\n');
    for (const q of ['50%', 'a_类', '🎉 合格', 'it’s', '"done"', '完', '率 50', '合格（A_类）', 'ＤＯＮＥ'])
      expect(await ids(owner, q), q).toContain(id);
    for (const q of [
      '5_%',
      'a%类',
      '%',
      '_',
      '*',
      "'",
      "' | '",
      "a':*",
      '\\',
      '--',
      ':*',
      '<->',
      '(',
      '长'.repeat(1000),
      '😀',
    ])
      expect(await ids(owner, q), q).not.toContain(id);
    expect((await owner.call('GET', '/search?q=%00')).status).toBe(400);
    expect((await owner.call('GET', '/search?q=a&cursor=nonsense')).status).toBe(400);
    expect((await owner.call('GET', '/search')).body).toEqual({ items: [] });
    expect((await server.call('GET', '/search?q=a')).status).toBe(401);
  });

  test('a page at a time, newest change first, each review once', async () => {
    for (let n = 0; n < 23; n++)
      await owner.call('POST', '/reviews', { templateId: 'retrospective', title: `翻页样本 ${n}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const path = `/search?q=${encodeURIComponent('翻页样本')}${cursor ? `&cursor=${cursor}` : ''}`;
      const { body } = await owner.call<{ items: SearchItem[]; cursor?: string }>('GET', path);
      seen.push(...body.items.map((item) => item.reviewId));
      cursor = body.cursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([23, 23]);
  });
});

/** Reviews of the owner that nobody typed: `body` of each is its text, the first one changed last. */
async function given(like: string, bodies: readonly string[]): Promise<void> {
  const rows = bodies.map((body, n) => ({
    name: `样本 ${n}`,
    body,
    grams: bigrams(body).join(' '),
    folded: folded(body),
    at: new Date(Date.UTC(2030, 0, 1) - n * 1000).toISOString(),
  }));
  await server.database.sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as g(name text, body text, grams text, folded text, at timestamptz)),
    made as (
      insert into reviews (title, template_id, template_version, created_by, updated_at)
      select name, r.template_id, r.template_version, r.created_by, at from given, reviews r where r.id = ${like}
      returning id, title, updated_at),
    joined as (insert into members (review_id, person_id, roles, added_by) select id, ${owner.id}, array['owner'], ${owner.id} from made)
    insert into review_texts (review_id, epoch, seq, body, folded, sections, grams)
    select made.id, 1, 1, body, folded, '[]', grams from made join given on given.name = made.title and given.at = made.updated_at`;
}

/** All that a query brings, page by page, and how many pages were empty. */
async function everything(query: string): Promise<{ found: SearchItem[]; empty: number }> {
  const found: SearchItem[] = [];
  let empty = 0;
  let cursor: string | undefined;
  do {
    const path = `/search?${query}${cursor ? `&cursor=${cursor}` : ''}`;
    const { status, body }: { status: number; body: SearchPage } = await owner.call<SearchPage>('GET', path);
    expect([status, 'places' in body]).toEqual([200, cursor === undefined]);
    found.push(...body.items);
    if (body.items.length === 0) empty += 1;
    cursor = body.cursor;
  } while (cursor);
  return { found, empty };
}

describe('going on and narrowing', () => {
  test('SE10 a word of which a hundred newer texts have only the halves is found further on, and until then nobody is told that there is none', async () => {
    const id = await aReadyReview(owner, []);
    const halves = Array.from({ length: 125 }, () => '玛瑙杯，瑙杯盏。');
    await given(id, [...halves, '这里写着玛瑙杯盏。']);
    const { found, empty } = await everything(`q=${encodeURIComponent('玛瑙杯盏')}`);
    expect(found.map(({ hits }) => hits.map(({ parts }) => shown(parts)))).toEqual([['这里写着[玛瑙杯盏]。']]);
    expect(empty).toBe(1);
  });

  test('SE10 a review with many comments that only may hold the word hides no other of the same page', async () => {
    const [crowded, quiet] = [await aReadyReview(owner, []), await aReadyReview(owner, [])];
    const say = (id: string, body: string) => owner.call('POST', `/reviews/${id}/threads`, { quote: '例会', body });
    await say(crowded, '先说一句');
    await server.database.sql`
      insert into comments (thread_id, author_id, body, grams, created_at)
      select t.id, ${owner.id}, '水晶灯，晶灯盏', ${bigrams('水晶灯，晶灯盏').join(' ')}, now() - interval '1 day'
      from threads t, generate_series(1, 500) where t.review_id = ${crowded}`;
    await say(quiet, '水晶灯盏在这里');
    await indexComments(server.services.needs);
    expect(await ids(owner, '水晶灯盏')).toEqual([quiet]);
  });

  test('SE11 the places are those where something may be found, and each narrows to what stands there', async () => {
    const id = await aReview([], '2. 碧玺的原因已查明。\n');
    const other = await aReadyReview(owner, []);
    await owner.call('POST', `/reviews/${other}/threads`, { quote: '例会', body: '碧玺也要说' });
    await owner.call('POST', `/reviews/${other}/actions`, { action: 'start-review' });
    await indexComments(server.services.needs);
    const q = encodeURIComponent('碧玺');
    const first = (await owner.call<SearchPage>('GET', `/search?q=${q}`)).body;
    expect([...(first.places ?? [])].sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: 'comment', stage: 'review' },
      { kind: 'text', stage: 'drafting' },
    ]);
    const narrowed = async (how: string) => (await everything(`q=${q}&${how}`)).found.map((one) => one.reviewId);
    expect([await narrowed('in=text'), await narrowed('in=comment'), await narrowed('in=title')]).toEqual([
      [id],
      [other],
      [],
    ]);
    expect([await narrowed('stage=review'), await narrowed('stage=signoff')]).toEqual([[other], []]);
    expect(await narrowed('in=text&stage=review')).toEqual([]);
    // Nobody else is told of a place.
    expect((await who('Wei').call<SearchPage>('GET', `/search?q=${q}`)).body).toEqual({ items: [], places: [] });
    for (const wrong of ['in=elsewhere', 'stage=elsewhere'])
      expect((await owner.call('GET', `/search?q=${q}&${wrong}`)).status, wrong).toBe(400);
  });
});

describe('rights', () => {
  test('SE4 a stranger, a viewer while it is drafted and a member who was taken out find nothing; readers do', async () => {
    const id = await aReview(
      [
        [who('Qian'), ['editor']],
        [who('Sun'), ['viewer']],
      ],
      '2. 只在这里出现的琥珀句。\n',
    );
    await owner.call('POST', `/reviews/${id}/threads`, { quote: '琥珀句', body: '批注里的珊瑚词' });
    await indexComments(server.services.needs);
    const sees = async (person: Person) => [(await ids(person, '琥珀')).length, (await ids(person, '珊瑚')).length];
    expect([await sees(owner), await sees(who('Qian'))]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect([await sees(who('Wei')), await sees(who('Sun'))]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    expect(await sees(who('Sun'))).toEqual([1, 1]);
    await owner.call('DELETE', `/reviews/${id}/members/${who('Qian').id}`);
    expect(await sees(who('Qian'))).toEqual([0, 0]);
    await owner.call('POST', `/reviews/${id}/actions`, { action: 'return-to-draft', reason: '再改一改' });
    expect(await sees(who('Sun'))).toEqual([0, 0]);
    expect((await find(who('Wei'), '琥珀')).cursor).toBeUndefined();
  });
});

describe('the index', () => {
  test('SE6 an edit is found after the next round, what it took away is not, and nothing is read twice', async () => {
    const id = await aReadyReview(owner, []);
    await index();
    expect(await index()).toBe(0);
    const { collab } = server.services;
    await collab.write(id, { marksOnly: false }, (doc) => {
      const fragment = doc.getXmlFragment('content');
      fragment.delete(fragment.length - 1, 1);
    });
    expect(await ids(owner, '例会不超过三十分钟')).toContain(id);
    expect(await index()).toBe(1);
    expect(await ids(owner, '例会不超过三十分钟')).not.toContain(id);
    expect(await ids(owner, '周一的例会')).toContain(id);
  });

  test('SE6 workers who come at the same time write it once; one that comes late with an older text changes nothing', async () => {
    const id = await aReadyReview(owner, []);
    const { needs } = server.services;
    const done = await Promise.all([1, 2, 3].map(() => indexTexts(needs, AT_ONCE)));
    expect(done.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
    const row = async () =>
      (
        await server.database.sql`select epoch, seq::int, length(body) as n from review_texts where review_id = ${id}`
      )[0];
    const before = await row();
    expect(before).toMatchObject({ epoch: 1, seq: 1 });
    // A history that begins anew counts from 1 again: its text replaces the other.
    await server.database.sql`update review_texts set epoch = 7, seq = 900, body = '旧' where review_id = ${id}`;
    expect(await index()).toBe(1);
    expect(await row()).toEqual(before);
  });

  test('SE7 while somebody writes, a text that was just read waits; one that was never read too, until the writer rests', async () => {
    await index();
    const id = await aReadyReview(owner, []);
    const { needs } = server.services;
    expect(await indexTexts(needs, { quietMs: 60_000, staleMs: 60_000 })).toBe(1);
    await server.services.collab.write(id, { marksOnly: false }, (doc) => {
      const fragment = doc.getXmlFragment('content');
      fragment.delete(fragment.length - 1, 1);
    });
    expect(await indexTexts(needs, { quietMs: 60_000, staleMs: 60_000 })).toBe(0);
    expect(await indexTexts(needs, { quietMs: 60_000, staleMs: 0 })).toBe(1);
  });

  test('SE8 the plan of a search looks its words up in the indexes', async () => {
    const { sql, db } = server.database;
    const id = await aReadyReview(owner, []);
    await index();
    const rows = Array.from({ length: 300 }, (_, n) => {
      const body = `第 ${n} 份 ${'事项进展顺利按期完成并已归档。'.repeat(40)}${n === 7 ? '独有的青瓷句' : ''}`;
      return { name: `样本 ${n}`, body, grams: bigrams(body).join(' '), folded: folded(body) };
    });
    await sql`
      with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(name text, body text, grams text, folded text)),
      made as (
        insert into reviews (title, template_id, template_version, created_by)
        select name, r.template_id, r.template_version, r.created_by from given, reviews r where r.id = ${id} returning id, title),
      joined as (insert into members (review_id, person_id, roles, added_by) select id, ${owner.id}, array['owner'], ${owner.id} from made)
      insert into review_texts (review_id, epoch, seq, body, folded, sections, grams)
      select made.id, 1, 1, body, folded, '[]', grams from made join given on given.name = made.title`;
    await sql`analyze`;
    const found = await searchReviews(server.database, owner.id, mustLook('青瓷句'), { limit: 20 });
    expect(found.map(({ title }) => title)).toEqual(['样本 7']);
    // A rare word, and one that every text has.
    for (const words of ['青瓷句', '顺利按期']) {
      const { sql: text, params } = searchStatement(db, owner.id, mustLook(words), { limit: 20 }).toSQL();
      const plan = await sql.begin(async (tx) => {
        await tx`set local enable_seqscan = off`;
        return tx.unsafe(`explain ${text}`, params as string[]);
      });
      const lines = plan.map((line) => String(line['QUERY PLAN'])).join('\n');
      expect(lines).toContain('review_texts_grams');
      expect(lines).not.toContain('Seq Scan on review_texts');
    }
  });

  // Last: its 60,000 bigrams weigh on the plans of the few others.
  test('ST29 a large text that is one run of rare characters is found by its first ones', async () => {
    const dice = random(9);
    const run = Array.from({ length: 70_000 }, () => String.fromCodePoint(0x20000 + dice(40_000)));
    const id = await aReview([[who('Qian'), ['editor']]], `2. ${run.join('')}\n`);
    await index();
    expect(await ids(who('Qian'), run.slice(0, 3).join(''))).toEqual([id]);
  });
});

function mustLook(words: string) {
  const looked = searchQuery(words);
  if (!isLooked(looked)) throw new Error('it has no words');
  return looked;
}
