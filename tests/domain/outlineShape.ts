// What two outlines are compared by: the tree without its places, the text that the leaves spell, and random damage to a text.
import { leavesOf, wordsReader } from '../../domain/document/leaves';
import { withoutBom } from '../../domain/document/lines';
import type { Outline, OutlinePoint } from '../../domain/document/outlineTypes';

/** The tree as a picture: numbers, titles, counts; no offsets, no keys. `numbers: false` leaves out what is generated. */
export function shapeOf(outline: Outline, { numbers = true } = {}): unknown {
  const point = ({ n, marker, title, sentences, terminated }: OutlinePoint) => ({
    ...(numbers ? { n, marker } : {}),
    title,
    sentences,
    terminated,
  });
  const prose = (all: readonly { sentences: number }[]) => all.map((one) => one.sentences);
  return {
    title: outline.title?.text ?? null,
    salutation: outline.salutation?.text ?? null,
    preamble: prose(outline.preamble),
    parts: outline.parts.map((part) => ({
      ...(numbers ? { n: part.n, label: part.label } : {}),
      title: part.title,
      role: part.role,
      lead: prose(part.lead),
      points: part.points.map(point),
      dimensions: part.dimensions.map((dimension) => ({
        ...(numbers ? { n: dimension.n } : {}),
        heading: dimension.heading,
        name: dimension.name,
        body: dimension.body?.sentences ?? null,
        lead: prose(dimension.lead ?? []),
        points: dimension.points.map(point),
      })),
    })),
    closing: outline.closing.length,
    unassigned: outline.unassigned.length,
    summary: outline.summary,
  };
}

/** One leaf a line, without noise: what parse(serialise(parse(x))) reads again. */
export function serialise(outline: Outline, text: string): string {
  const wordsOf = wordsReader(withoutBom(text), outline);
  return leavesOf(outline)
    .flatMap((leaf) => wordsOf(leaf))
    .join('\n');
}

const WHITE = /[\s\u200b]/;

/** Offsets of characters that are not white and lie in no leaf, or in two, or in a leaf and in a dropped line. */
export function misplaced(outline: Outline, text: string): string[] {
  const clean = withoutBom(text);
  const count = new Uint8Array(clean.length);
  const noise = new Uint8Array(clean.length);
  for (const { start, end } of outline.noise) noise.fill(1, start, end);
  for (const { start, end } of leavesOf(outline)) for (let i = start; i < end; i++) count[i] = (count[i] ?? 0) + 1;
  return [...count.keys()]
    .filter((at) => !WHITE.test(clean[at] ?? ' ') && (noise[at] ? (count[at] ?? 0) > 1 : count[at] !== 1))
    .map((at) => `${at}: ${clean.slice(at, at + 20)} (${count[at]})`);
}

/** A seeded stream of numbers in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  ...'。；：！？，、 \n\r\t\u3000\u200b\ufeff（）()一二三十百是要在"“”#*1239.．-•',
  '一是',
  '二是',
  '；二是',
  '：一是',
  '。三是',
  '一要',
  '一、',
  '二、问题',
  '三、整改措施',
  '（一）',
  '(二)',
  '（二）理论学习方面。',
  '\n（三）',
  '\n一是',
  '\n2.',
  '\n（1）',
  '\n一、',
  '##a##',
  '##',
  '#',
  '\n# ',
  '\n## 二、',
  '\n### ',
  '密码：abc12',
  '\n解压密码:x',
  '2023年5月4日',
  '\n门诊部\n2023年5月4日',
  '各位同事：',
  '\r\n',
  '\n\n',
  'Actions',
  '\n- ',
  '\n• ',
  '\n1.1 Audit results\n',
];

/** A text made of the dangerous pieces, or an existing one with a few of them thrown in, cut out or moved. */
export function mutated(text: string, random: () => number): string {
  const pick = (n: number) => Math.floor(random() * n);
  let result = text;
  for (let changes = 1 + pick(12); changes > 0; changes--) {
    const at = pick(result.length + 1);
    const piece = PIECES[pick(PIECES.length)] ?? '';
    const until = at + pick(40);
    const change = pick(3);
    if (change === 0) result = result.slice(0, at) + piece + result.slice(at);
    else if (change === 1) result = result.slice(0, at) + result.slice(until);
    else result = result.slice(0, at) + result.slice(until) + piece + result.slice(at, until);
  }
  return result;
}
