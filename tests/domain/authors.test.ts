// Who wrote and deleted what: from the rows of a log that random people and the server wrote, against a truth kept beside it.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Authors, type Change, type LogEntry } from '../../domain/document/authors';
import { authorsAt, placesOf, type TextAuthors } from '../../domain/document/authorsPlaces';
import { plain } from '../../domain/document/blocks';
import { blocksOf, contentOf } from '../../domain/document/layout';
import { type Rendered, renderText } from '../../domain/document/render';
import { seedUpdate } from '../../domain/document/seed';
import { History } from '../../domain/history';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { characters, ownersByOffset } from '../build/owners';
import { dice, Editor, serverMarks, textsOf, WHOLE_WORDS } from '../collab/guardEdits';

const template = must(
  builtinTemplates().find(({ id }) => id === 'retrospective'),
  'a template of ours',
);
const MINUTE = 60_000;

/** A server's document, and the log that it would leave: one row for each update that it emits. */
class Server {
  readonly doc = new Y.Doc();
  readonly rows: LogEntry[] = [];
  /** Person by client id, kept by the test alone. */
  readonly owners = new Map<number, string>();
  at = 0;
  private readonly epoch: number;

  constructor(epoch = 1) {
    this.epoch = epoch;
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      const personId = typeof origin === 'string' && origin !== 'server' ? origin : null;
      this.rows.push({ epoch: this.epoch, seq: this.rows.length + 1, personId, at: this.at, bytes });
    });
  }

  take(personId: string | null, update: Uint8Array): this {
    this.at += MINUTE;
    Y.applyUpdate(this.doc, update, personId ?? 'server');
    return this;
  }

  /** A page of this person. */
  page(personId: string): Editor {
    const clientId = 100 + this.owners.size;
    this.owners.set(clientId, personId);
    return new Editor(Y.encodeStateAsUpdate(this.doc), clientId, WHOLE_WORDS);
  }

  get authors(): Authors {
    return authorsOf(this.rows);
  }

  rendered(): Rendered {
    return renderText('标题', blocksOf(this.doc, false), template);
  }

  shown() {
    const rendered = this.rendered();
    const { lines, deletions } = shownBy(placesOf(this.doc, rendered), this.authors);
    const runs = lines.flatMap(({ runs }) => runs);
    return {
      rendered,
      lines,
      runs,
      deletions,
      said: runs.map(({ person, start, end }) => [person, rendered.text.slice(start, end)]),
    };
  }
}

function shownBy(...given: Parameters<typeof authorsAt>): TextAuthors {
  const work = authorsAt(...given);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function authorsOf(rows: readonly LogEntry[], changes: Change[] = []): Authors {
  const authors = new Authors();
  for (const row of rows) {
    const change = authors.add(row);
    if (change) changes.push(change);
  }
  return authors;
}

function seeded(...paragraphs: string[]): Uint8Array {
  return seedUpdate(paragraphs.map((text) => ({ type: 'paragraph', role: null, id: null, runs: plain(text) })));
}

/** Types in the first text and answers what a page would send. */
function typed(page: Editor, edit: (text: Y.XmlText) => void): Uint8Array {
  const before = Y.encodeStateVector(page.doc);
  const bytes: Uint8Array[] = [];
  const keep = (update: Uint8Array) => bytes.push(update);
  page.doc.on('update', keep);
  page.doc.transact(() => edit(must(textsOf(contentOf(page.doc))[0], 'a text')), 'page');
  page.doc.off('update', keep);
  return bytes[0] ?? Y.encodeStateAsUpdate(page.doc, before);
}

const SEEDS = Number(process.env.AUTHOR_SEEDS ?? 4);
const FIRST = Number(process.env.AUTHOR_SEED ?? 1);

test(`P8 AU1 AU2 AU3 AU6 every character of ${SEEDS} random sessions has the author that the truth has, at its place in the text`, () => {
  let count = 0;
  const wrong: string[] = [];
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const random = dice(seed);
    const server = new Server().take(null, seeded('会议太多，落实不够。', '第二段'));
    const people = ['lin', 'wang', 'zhao'];
    const pages = people.map((person) => server.page(person));
    for (let step = 0; step < 200; step++) {
      const who = random.int(3);
      const page = must(pages[who], 'a page');
      page.edit(random);
      for (const { bytes } of page.outbox.splice(0)) server.take(must(people[who], 'a person'), bytes);
      if (random.chance(0.05)) serverMarks(server.doc, random);
      if (random.chance(0.4))
        for (const other of pages)
          Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(other.doc)), 'server');
    }
    const { rendered, runs } = server.shown();
    const truth = ownersByOffset(server.doc, rendered, ({ client }) => server.owners.get(client) ?? null);
    const said = new Map(
      runs.flatMap(({ person, start, end }) => Array.from({ length: end - start }, (_, k) => [start + k, person])),
    );
    count += truth.size;
    if (said.size !== truth.size) wrong.push(`seed ${seed}: ${said.size} of ${truth.size} characters`);
    for (const [offset, person] of truth) if (said.get(offset) !== person) wrong.push(`seed ${seed}, offset ${offset}`);
    const changes: Change[] = [];
    authorsOf(server.rows, changes);
    const left = changes.reduce((sum, { inserted, deleted }) => sum + inserted - deleted, 0);
    if (left !== characters(server.doc))
      wrong.push(`seed ${seed}: ${left} characters left, ${characters(server.doc)} there`);
  }
  console.info(
    `P8 AU: ${count} characters, seeds ${FIRST} to ${FIRST + SEEDS - 1}, attributed wrongly: ${wrong.length}`,
  );
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(SEEDS * 50);
});

describe('AU1 AU2 who comes first', () => {
  test('a row that is stored twice, and one that brings the beginning again, attribute nothing more', () => {
    const server = new Server().take(null, seeded('会议'));
    const page = server.page('lin');
    server.take(
      'lin',
      typed(page, (text) => text.insert(2, '太多')),
    );
    const changes: Change[] = [];
    const again = must(server.rows.at(-1), 'a row');
    const whole = { ...again, seq: 4, personId: 'wang', bytes: Y.encodeStateAsUpdate(server.doc) };
    authorsOf([...server.rows, { ...again, seq: 3 }, whole], changes);
    expect(changes.map(({ inserted }) => inserted)).toEqual([2, 2, 0, 0]);
  });

  test('of two nodes that deleted the same, the first row counts; the second one’s own deletions are its own', () => {
    const server = new Server().take(null, seeded('一二三四'));
    const lin = typed(server.page('lin'), (text) => text.delete(0, 2));
    const wang = typed(server.page('wang'), (text) => text.delete(1, 2));
    const rows: LogEntry[] = [
      ...server.rows,
      { epoch: 1, seq: 2, personId: 'lin', at: 1, bytes: lin },
      { epoch: 1, seq: 3, personId: 'wang', at: 2, bytes: wang },
    ];
    const changes: Change[] = [];
    const authors = authorsOf(rows, changes);
    expect(changes.map(({ deleted }) => deleted)).toEqual([0, 2, 1]);
    expect(
      [...authors.deletions()]
        .flatMap(({ client, clock, end }) => authors.deletersOf(client, clock, end))
        .map(({ by, length }) => [by?.personId, length]),
    ).toEqual([
      ['lin', 2],
      ['wang', 1],
    ]);
  });

  test('AU8 undoing somebody’s deletion writes the words anew: they are the undoer’s', () => {
    const server = new Server().take(null, seeded('一二三四'));
    const page = server.page('wang');
    server.take(
      'wang',
      typed(page, (text) => text.delete(1, 2)),
    );
    page.undo.undo();
    server.take('wang', Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server.doc)));
    expect(server.shown().said).toEqual([
      [null, '一'],
      ['wang', '二三'],
      [null, '四'],
    ]);
  });
});

test('AU2 AU6 what was deleted: by whom, when, how much, and where while the block is there', () => {
  const server = new Server().take(null, seeded('会议太多。', '要删的段'));
  const page = server.page('lin');
  server.take(
    'lin',
    typed(page, (text) => text.format(0, 2, { strong: {} })),
  );
  server.take(
    'lin',
    typed(page, (text) => text.delete(2, 2)),
  );
  contentOf(page.doc).delete(1, 1);
  server.take('wang', Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server.doc)));
  const { rendered, deletions } = server.shown();
  expect(rendered.text).toBe('标题\n会议。');
  expect(deletions).toEqual([
    { person: 'lin', at: 3 * MINUTE, length: 2, place: { line: 2, start: 5 } },
    { person: 'wang', at: 4 * MINUTE, length: 4, place: null },
  ]);
});

describe('AU4 a restore opens an epoch', () => {
  /** The first epoch: Lin writes two words, the backup is taken, Wang writes a third. */
  function backedUp(): { server: Server; backup: Uint8Array; lin: Editor } {
    const server = new Server().take(null, seeded('开头'));
    const lin = server.page('lin');
    server.take(
      'lin',
      typed(lin, (text) => text.insert(2, '会议')),
    );
    server.take(
      'lin',
      typed(lin, (text) => text.delete(0, 1)),
    );
    const backup = Y.encodeStateAsUpdate(server.doc);
    server.take(
      'wang',
      typed(server.page('wang'), (text) => text.insert(3, '后来')),
    );
    return { server, backup, lin };
  }

  test('what it brings over keeps author and deleter; later ids of the epoch before mean nothing in it', () => {
    const { server, backup } = backedUp();
    const again = new Server(2).take(null, backup);
    again.owners.set(101, 'zhao');
    // The id under which Wang wrote, after the backup: nobody's in this epoch, so Zhao may write under it.
    const page = new Editor(backup, 101, WHOLE_WORDS);
    again.take(
      'zhao',
      typed(page, (text) => text.insert(3, '新的')),
    );
    const rows = [...server.rows, ...again.rows];
    const changes: Change[] = [];
    const authors = authorsOf(rows, changes);
    const rendered = again.rendered();
    const { lines, deletions } = shownBy(placesOf(again.doc, rendered), authors);
    expect(
      lines.flatMap(({ runs }) => runs).map(({ person, start, end }) => [person, rendered.text.slice(start, end)]),
    ).toEqual([
      [null, '头'],
      ['lin', '会议'],
      ['zhao', '新的'],
    ]);
    expect(deletions).toEqual([{ person: 'lin', at: 3 * MINUTE, length: 1, place: { line: 2, start: 3 } }]);
    expect(changes.slice(-2).map(({ inserted, deleted }) => [inserted, deleted])).toEqual([
      [0, 0],
      [2, 0],
    ]);
  });

  test('without the log of the epoch before, what it brings is nobody’s', () => {
    const { backup } = backedUp();
    const again = new Server(2).take(null, backup);
    expect(again.shown().said).toEqual([[null, '头会议']]);
  });
});

test('AU5 a row that cannot be read attributes nothing; a struct of no length harms nothing (danger 2)', () => {
  const server = new Server().take(null, seeded('会议'));
  const page = server.page('lin');
  server.take(
    'lin',
    typed(page, (text) => text.insert(2, '太多')),
  );
  server.take(
    'lin',
    typed(page, (text) => text.insert(4, '了')),
  );
  const [seed, first, second] = server.rows;
  const damaged: LogEntry[] = [
    must(seed, 'a row'),
    { epoch: 1, seq: 2, personId: 'wang', at: 1, bytes: Uint8Array.of(1, 1, 42, 0, 0, 0, 0) },
    { ...must(first, 'a row'), bytes: Uint8Array.of(9, 9, 9) },
    must(second, 'a row'),
  ];
  const changes: Change[] = [];
  const authors = authorsOf(damaged, changes);
  const { lines } = shownBy(placesOf(server.doc, server.rendered()), authors);
  expect(changes.map(({ inserted }) => inserted)).toEqual([2, 0, 1]);
  expect(lines[0]?.runs.map(({ person, at }) => [person, at])).toEqual([
    [null, MINUTE],
    [null, null],
    ['lin', 3 * MINUTE],
  ]);
});

test('AU6 cells of a row are set apart, numbers and the title are nobody’s, and the seed is nobody’s', () => {
  const server = new Server();
  const page = server.page('lin');
  const cell = (words: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(words), plain('乙')] });
  server.take(
    null,
    seedUpdate([
      { type: 'heading', level: 1, key: null, id: null, runs: plain('需要改进的') },
      { type: 'point', kind: 'problem', id: 'p1', runs: plain('会议太多') },
      { type: 'table', id: null, rows: [{ cells: [cell('甲'), cell('')] }] },
    ]),
  );
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(server.doc), 'server');
  const before = Y.encodeStateVector(page.doc);
  textsOf(contentOf(page.doc))[2]?.insert(1, '丙');
  server.take('lin', Y.encodeStateAsUpdate(page.doc, before));
  const { said, lines } = server.shown();
  expect(said).toEqual([
    [null, '需要改进的'],
    [null, '会议太多'],
    [null, '甲'],
    ['lin', '丙'],
    [null, '乙'],
    [null, '乙'],
  ]);
  expect(lines.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('AU6 words whose deletion is suggested are in no run, suggested ones are their writer’s', () => {
  const server = new Server().take(null, seeded('一二三四'));
  const page = server.page('lin');
  server.take(
    'lin',
    typed(page, (text) => text.insert(4, '五六', { insertion: { id: 's1' } })),
  );
  server.take(
    'lin',
    typed(page, (text) => text.format(1, 2, { deletion: { id: 's2' } })),
  );
  const { rendered, said } = server.shown();
  expect(rendered.text).toBe('标题\n一四五六');
  expect(said).toEqual([
    [null, '一四'],
    ['lin', '五六'],
  ]);
});

describe('AU7 the history', () => {
  const change = (seq: number, minutes: number, personId: string | null, more: Partial<Change> = {}): Change => ({
    epoch: 1,
    seq,
    personId,
    at: minutes * MINUTE,
    inserted: 1,
    deleted: 0,
    ...more,
  });
  function entries(changes: readonly Change[], frozen: readonly { no: number; epoch: number; seq: number }[] = []) {
    const history = new History(frozen);
    for (const one of changes) history.add(one);
    return history
      .finish()
      .map(({ fromSeq, toSeq, people, inserted, versions }) => [
        fromSeq,
        toSeq,
        people.join('+'),
        inserted,
        ...versions,
      ]);
  }

  test('a pause of more than five minutes parts two entries; people stand in the order of their first change', () => {
    const changes = [change(1, 0, 'wang'), change(2, 4, 'lin'), change(3, 9, 'wang'), change(4, 14.1, 'wang')];
    expect(entries(changes)).toEqual([
      [1, 3, 'wang+lin', 3],
      [4, 4, 'wang', 1],
    ]);
  });

  test('a team that never pauses gets an entry an hour', () => {
    const changes = Array.from({ length: 125 }, (_, n) => change(n + 1, n, 'lin'));
    expect(entries(changes).map(([from, to]) => [from, to])).toEqual([
      [1, 61],
      [62, 122],
      [123, 125],
    ]);
  });

  test('the server’s words stand alone; its marks go with what they follow and open nothing', () => {
    const marks = { inserted: 0 };
    expect(
      entries([
        change(1, 0, null),
        change(2, 1, 'lin'),
        change(3, 2, null, marks),
        change(4, 3, 'lin'),
        change(5, 90, null, marks),
        change(6, 91, 'wang', marks),
      ]),
    ).toEqual([
      [1, 1, '', 1],
      [2, 4, 'lin', 2],
      [6, 6, 'wang', 0],
    ]);
  });

  test('a version ends an entry, whatever came with its last change, and so does an epoch', () => {
    const frozen = [
      { no: 1, epoch: 1, seq: 3 },
      { no: 2, epoch: 1, seq: 3 },
      { no: 3, epoch: 2, seq: 1 },
    ];
    const changes = [change(1, 0, 'lin'), change(2, 1, 'lin'), change(4, 2, 'lin'), change(1, 3, 'wang', { epoch: 2 })];
    expect(entries(changes, frozen)).toEqual([
      [1, 2, 'lin', 2, 1, 2],
      [4, 4, 'lin', 1],
      [1, 1, 'wang', 1, 3],
    ]);
  });
});
