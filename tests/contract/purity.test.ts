// Reading never writes: every question about a review, every export, search, and a freeze leave its document as it was, byte for byte.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { routes } from '../../server/api/routes';
import { indexTexts } from '../../server/worker/searchIndex';
import type { Person } from '../build/api';
import { GOLDEN, missingIn, suggestIn } from '../build/golden';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await aServer();
  owner = server.admin;
}, 60_000);
afterAll(() => server.close());

/** All that a change of the document would change. */
async function held(id: string) {
  const { state, ...at } = await server.services.collab.state(id);
  const [log] = await server.database.sql`
    select count(*)::int as rows, max(seq)::int as seq from updates where doc_id = ${id}`;
  return { state: createHash('sha256').update(state).digest('hex'), at, log };
}

/** Names the routes that answered 200, of all that read a review or look for it. */
async function askEverything(id: string): Promise<string[]> {
  const paths = routes
    .filter(({ method, path }) => method === 'GET' && path.includes('/reviews/:id'))
    .map(({ path }) => path.replace(':id', id).replace(':no', '1').replace(':point', 'golden-measure'));
  const found = ['/search?q=%E5%8A%9E%E6%B3%95', '/reviews?q=golden', '/desk', '/me/tasks'];
  const files = ['docx', 'pdf', 'md', 'json', 'package'].map((format) => `/reviews/${id}/export?format=${format}`);
  const answered: string[] = [];
  for (const path of [...paths, ...files, ...found]) {
    const { status } = await owner.call('GET', path);
    expect(status, path).toBeLessThan(500);
    if (status === 200) answered.push(path);
  }
  return answered;
}

test('P5/T10 exports, hashes, search and every other question leave the document as it was', async () => {
  const reader = await server.person('Reader');
  const id = await aReadyReview(owner, [[reader, ['editor']]]);
  await server.services.collab.write(id, { marksOnly: false }, (doc) => {
    appendBlocks(doc, GOLDEN);
    suggestIn(doc, contentOf(doc).length - 3);
  });
  const thread = await owner.call('POST', `/reviews/${id}/threads`, { quote: '会议时间太长', body: '写明时间' });
  expect(thread.status).toBe(201);
  const watching = await aTypist(server.url, reader, id);
  await synced(watching);
  expect(missingIn(watching.doc)).toEqual([]);
  let arrived = 0;
  watching.doc.on('update', () => {
    arrived += 1;
  });
  const before = await held(id);
  const answered = await askEverything(id);
  await indexTexts(server.services.needs, { quietMs: 0, staleMs: 0 });
  expect(await held(id)).toEqual(before);
  expect(arrived).toBe(0);
  watching.leave();

  const whole = await aReadyReview(owner, [[owner, ['signatory']]]);
  const written = await held(whole);
  const act = async (action: string, more: object = {}) => {
    const { status, body } = await owner.call('POST', `/reviews/${whole}/actions`, { action, ...more });
    expect([action, status, body]).toEqual([action, 200, expect.anything()]);
  };
  await act('start-review');
  await act('freeze');
  const frozen = await askEverything(whole);
  await act('cancel-signoff', { reason: '还要改。' });
  expect(await held(whole)).toEqual(written);
  console.info(
    `T10: ${answered.length + frozen.length} answers about a text with every kind of block and mark and about a frozen one, ` +
      'the search index and a freeze: 0 bytes of the documents changed, 0 frames to who watched',
  );
});
