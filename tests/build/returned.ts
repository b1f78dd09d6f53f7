// A text in sign-off with sections returned, below the API: for tests of the socket and the page.

import type * as Y from 'yjs';
import { queriesIn } from '../../db/queries/db';
import { setStage } from '../../db/queries/reviews';
import { insertReturned } from '../../db/queries/signoff';
import { latestVersion } from '../../db/queries/versions';
import { versions } from '../../db/schema/signoff';
import { type Block, type PointKind, plain } from '../../domain/document/blocks';
import { canonicalDocument } from '../../domain/document/canonical';
import { blocksOf } from '../../domain/document/layout';
import type { FieldsByPoint } from '../../domain/fields';
import { must } from '../../domain/must';
import retrospective from '../../domain/template/builtin/retrospective.json';
import type { Template } from '../../domain/template/template';
import type { Somebody, TestCollab } from './collab';

const heading = (level: 1 | 2 | 3, key: string | null, text: string): Block => ({
  type: 'heading',
  level,
  key,
  id: null,
  runs: plain(text),
});
const paragraph = (text: string, role: 'date' | null = null): Block => ({
  type: 'paragraph',
  role,
  id: null,
  runs: plain(text),
});
const point = (kind: PointKind, id: string, text: string): Block => ({ type: 'point', kind, id, runs: plain(text) });

/** Preamble, `one` (with a table), `two`, `two/sub`, `three` (with the measures m1 and m2), closing. */
export const SECTIONS: readonly Block[] = [
  paragraph('各位同事。'),
  heading(1, 'one', '做得好的'),
  paragraph('发布按时完成。'),
  {
    type: 'table',
    id: null,
    rows: [
      ['版本', '日期'],
      ['第二版', '三月'],
    ].map((cells) => ({
      cells: cells.map((text) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(text)] })),
    })),
  },
  heading(1, 'two', '需要改进的'),
  paragraph('会议时间太长。'),
  point('measure', 'm0', '例会前一天发议程。'),
  { type: 'list_item', kind: 'ordered', indent: 0, id: null, runs: plain('周一的例会开了两个小时。') },
  heading(2, 'sub', '其他'),
  { type: 'list_item', kind: 'ordered', indent: 0, id: null, runs: plain('资料发得晚。') },
  heading(1, 'three', '改进项'),
  point('measure', 'm1', '例会不超过三十分钟。'),
  point('measure', 'm2', '资料提前两天发出。'),
  paragraph('删留。'),
  paragraph('2026年3月31日', 'date'),
];

const FIELDS: FieldsByPoint = {
  m1: { owner: { personId: null, name: '王平', colour: null }, due: '2026-04-30', criterion: null, verifier: null },
  m2: { owner: null, due: '2026-05-31', criterion: '会前两天', verifier: null },
};

/** Digest of each section but these, with the fields of the measures. */
export function digestsBut(doc: Y.Doc, open: readonly string[]): { id: string; sha256: string }[] {
  const { sections } = canonicalDocument({
    org: '办事处',
    reviewId: 'r',
    title: '回顾',
    template: retrospective as unknown as Template,
    templateSha256: '0',
    blocks: blocksOf(doc, false),
    fields: FIELDS,
  });
  return sections.filter(({ id }) => !open.includes(id));
}

/** Freezes the text as it stands and returns these sections of it; both end every writer's connection. */
export async function returnedIn(at: TestCollab, id: string, by: Somebody, keys: readonly string[]): Promise<void> {
  await at.collab.freeze(id, async (tx, { state, seq, epoch }) => {
    const db = queriesIn(at.database.sql, tx);
    await setStage(db, id, 'signoff');
    const none = new Uint8Array();
    const known = await latestVersion(db, id);
    const [made] = known
      ? [known]
      : await db
          .insert(versions)
          .values({
            reviewId: id,
            no: 1,
            epoch,
            seq,
            state,
            canonical: none,
            contentSha256: '0',
            sections: [],
            record: none,
            recordSha256: '0',
            overrides: [],
            frozenBy: by.id,
            frozenAt: new Date(),
          })
          .returning({ id: versions.id });
    const versionId = must(made, 'a version is there').id;
    await insertReturned(
      db,
      keys.map((sectionKey) => ({ reviewId: id, versionId, sectionKey, returnedBy: by.id })),
    );
  });
}
