// A small text with everything that an editor may meet, and the page object that the real screen would get for it.
import { toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import type { SessionPage } from '../../../app/editor/session/session';
import { type Block, plain } from '../../../domain/document/blocks';
import { appendBlocks, SEED_CLIENT } from '../../../domain/document/layout';

const cell = (text: string, header = false) => ({ header, colspan: 1, rowspan: 1, paragraphs: [plain(text)] });

export const SAMPLE: Block[] = [
  {
    type: 'paragraph',
    role: null,
    id: null,
    runs: plain(
      '按照年度质量管理安排，办公室于9月至10月通过座谈和意见箱收集意见36条，归并为28条，逐条核对后形成本报告。',
    ),
  },
  { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('存在的主要问题') },
  { type: 'heading', level: 2, key: 'theory', id: null, runs: plain('理论学习方面') },
  {
    type: 'point',
    kind: 'problem',
    id: 'p-a',
    runs: [
      { text: '学习不够系统。', marks: [{ type: 'strong' }] },
      { text: '例如，全年集中学习12次，有3次以会代训，没有结合窗口服务的难题讨论。', marks: [] },
    ],
  },
  { type: 'point', kind: 'problem', id: 'p-b', runs: plain('学用结合不紧。') },
  { type: 'heading', level: 2, key: 'politics', id: null, runs: plain('政治素质方面') },
  { type: 'paragraph', role: null, id: null, runs: [] },
  { type: 'heading', level: 1, key: 'measures', id: null, runs: plain('今后努力方向和改进措施') },
  { type: 'point', kind: 'measure', id: 'p-c', runs: plain('每月安排一次专题学习，由办公室记录出勤。') },
  { type: 'list_item', kind: 'ordered', indent: 0, id: null, runs: plain('先学后议') },
  { type: 'list_item', kind: 'bullet', indent: 1, id: null, runs: plain('议题提前三天发出') },
  {
    type: 'table',
    id: null,
    rows: [{ cells: [cell('事项', true), cell('时限', true)] }, { cells: [cell('专题学习'), cell('每月')] }],
  },
  { type: 'blockquote', id: null, runs: plain('学而不思则罔。') },
  { type: 'paragraph', role: 'byline', id: null, runs: plain('城东街道办事处') },
];

/** Base64 state of a text with these blocks. */
export function stateOf(blocks: readonly Block[]): string {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.transact(() => appendBlocks(doc, blocks));
  return toBase64(Y.encodeStateAsUpdate(doc));
}

/** Each `n` is another review, so that nothing of the one before is found in the browser's store. */
export function samplePage(n: number, blocks: readonly Block[]): SessionPage {
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    epoch: 1,
    collab: { path: '/collab', params: { schema: '1', epoch: '1' } },
    state: stateOf(blocks),
    me: { id: '00000000-0000-4000-8000-000000000002' },
  };
}
