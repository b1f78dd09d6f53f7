import { test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { judge } from '../../server/collab/guard/judge';
import { item, paragraph, rawFrame, written, gc } from './guardCorpus';
import { textsOf } from './guardEdits';
const ownerOf = () => 'own' as const;
test('perf', () => {
  const doc = new Y.Doc(); doc.clientID = 7;
  contentOf(doc).insert(0, Array.from({ length: 400 }, (_, i) => paragraph('一是学习不够深入，会议太多'.repeat(8) + i)));
  const typist = new Y.Doc(); typist.clientID = 42; Y.applyUpdate(typist, Y.encodeStateAsUpdate(doc));
  const ups: Uint8Array[] = []; typist.on('update', (u: Uint8Array) => ups.push(u));
  const t = textsOf(contentOf(typist))[200]!;
  for (let i = 0; i < 20000; i++) t.insert(20 + i, '字');
  let tj = 0, ta = 0;
  for (const u of ups) { const a = performance.now(); const v = judge({ update: u, kind: 'update', doc, ownerOf }); const b = performance.now(); if (v.kind !== 'apply') throw new Error(JSON.stringify(v)); Y.applyUpdate(doc, v.update); tj += b - a; ta += performance.now() - b; }
  console.info('keystroke us: judge', (tj * 1000 / ups.length).toFixed(2), 'apply', (ta * 1000 / ups.length).toFixed(2));
  const big = new Y.Doc(); big.clientID = 9; contentOf(big).insert(0, Array.from({ length: 940 }, (_, i) => { const p = paragraph('一是学习不够深入'.repeat(8) + i); p.setAttribute('id', 'p' + i); return p; }));
  const s2 = Y.encodeStateAsUpdate(big);
  for (let k = 0; k < 3; k++) { const e = new Y.Doc(); const a = performance.now(); const v = judge({ update: s2, kind: 'step2', doc: e, ownerOf }); const b = performance.now(); if (v.kind === 'apply') Y.applyUpdate(e, v.update); console.info('step2 structs', Y.decodeUpdate(s2).structs.length, s2.length, 'judge ms', (b - a).toFixed(1), 'apply', (performance.now() - b).toFixed(1)); }
  { const a = performance.now(); judge({ update: s2, kind: 'step2', doc: big, ownerOf }); console.info('echo ms', (performance.now() - a).toFixed(1)); }
  const str = (s: string) => (e: any) => { const b = new TextEncoder().encode(s); e.cbuf; for (const x of [b.length, ...b]) { if (e.cpos === e.cbuf.length) { e.bufs.push(e.cbuf); e.cbuf = new Uint8Array(e.cbuf.length * 2); e.cpos = 0; } e.cbuf[e.cpos++] = x; } };
  const measure = (name: string, make: () => { d: Y.Doc; u: Uint8Array; kind?: 'step2' }) => {
    const { d, u, kind } = make(); const h0 = process.memoryUsage().rss; const a = performance.now(); const v = judge({ update: u, kind: kind ?? 'update', doc: d, ownerOf }); const b = performance.now(); const h1 = process.memoryUsage().rss;
    let c = 0; if (v.kind === 'apply') { Y.applyUpdate(d, v.update); c = performance.now() - b; }
    console.info(name, u.length, 'bytes', v.kind === 'refuse' ? v.why : v.kind, 'judge', (b - a).toFixed(0), 'ms, apply', c.toFixed(0), 'rss', ((h1 - h0) / 1e6).toFixed(0));
  };
  const flat = (n: number) => { const d = new Y.Doc(); d.clientID = 7; contentOf(d).insert(0, [paragraph('x'.repeat(n))]); return { d, first: textsOf(contentOf(d))[0]!._start!.id.clock }; };
  for (const N of [1000, 3000, 10000]) measure('tangled ' + N, () => { const { d, first } = flat(N + 5); return { d, u: rawFrame([[42, 0, Array.from({ length: N }, (_, i) => item(4, { right: [7, first + N - i] }, str('y')))]]) }; });
  for (const N of [1000, 3000, 10000]) measure('tangled2 ' + N, () => { const { d, first } = flat(2 * N + 5); return { d, u: rawFrame([[42, 0, Array.from({ length: N }, (_, i) => item(4, { left: [7, first + i], right: [7, first + 2 * N - i] }, str('y')))]]) }; });
  for (const N of [3000, 30000, 70000]) measure('splits ' + N, () => { const { d, first } = flat(2 * N + 5); return { d, u: rawFrame([[42, 0, Array.from({ length: N }, (_, i) => item(4, { left: [7, first + 2 * i], right: [7, first + 2 * i + 1] }, str('y')))]]) }; });
  for (const N of [3000, 30000, 99000]) measure('deletes ' + N, () => { const { d, first } = flat(2 * N + 5); return { d, u: rawFrame([], [[7, Array.from({ length: N }, (_, i) => [first + 2 * i, 1] as const)]]) }; });
  measure('2 MB of known gc', () => { const d = new Y.Doc(); Y.applyUpdate(d, rawFrame([[42, 0, [gc(1_000_000)]]])); return { d, kind: 'step2' as const, u: rawFrame([[42, 0, Array.from({ length: 999_000 }, () => gc(1))]]) }; });
  measure('chain', () => ({ d: flat(3).d, u: rawFrame([[42, 0, Array.from({ length: 50_000 }, (_, i) => item(4, i === 0 ? { left: [7, 3] } : { left: [42, i - 1] }, str('y')))]]) }));
  measure('pingpong', () => ({ d: flat(3).d, u: rawFrame([[42, 0, Array.from({ length: 40_000 }, (_, i) => item(4, i === 0 ? { left: [7, 3] } : { left: [43, i - 1] }, str('y')))], [43, 0, Array.from({ length: 40_000 }, (_, i) => item(4, { left: [42, i] }, str('y')))]]) }));
  measure('formats', () => { const { d } = flat(3); const w = written(d, (c) => { const x = textsOf(c)[0]!; for (let i = 0; i < 3000; i++) x.insert(0, 'ab', { strong: {} }); }); return { d, u: w }; });
}, 300000);
