// A new review opened by fifty people in one moment on two nodes: the template's text stands there once.
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { cureUndo } from '../../app/editor/undoCure';
import { type Block, plain } from '../../domain/document/blocks';
import { blocksOf } from '../../domain/document/layout';
import { seedBlocks, seedUpdate } from '../../domain/document/seed';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { calmed } from './calm';
import { Misfortune } from './faults';
import { Simulation } from './simulation';
import { World } from './world';

cureUndo();

const FULL = process.env.FULL === '1';
const FIRST = Number(process.env.SEED ?? 1);
const ROUNDS = FULL ? 200 : 10;
const PEOPLE = 50;

/** What tells a block of the template from what somebody typed. */
function nameOf(block: Block): string | null {
  if (block.type === 'heading') return `${block.level} ${block.key}`;
  return block.type === 'point' && block.id !== null ? `point ${block.id}` : null;
}

function namesIn(doc: Y.Doc): string[] {
  return blocksOf(doc).flatMap((block) => nameOf(block) ?? []);
}

/** Everybody comes at once; every third page brings the text that it was made with, every fifth node dies meanwhile. */
async function round(seed: number): Promise<{ broken: string[]; duplicated: number; missing: number }> {
  const template = must(builtinTemplates()[seed % builtinTemplates().length], 'there are templates');
  const blocks = [
    ...seedBlocks(template, seed % 2 === 0 ? 'en' : 'zh-CN'),
    { type: 'paragraph', role: null, id: null, runs: plain('—') } as const,
  ];
  const seedBytes = seedUpdate(blocks);
  const world = new World(seed);
  const store = new Misfortune(world, { share: seed % 3 === 0 ? 0.02 : 0, mayDie: true });
  const simulation = new Simulation({ world, nodes: 2, store, seedBytes });
  const { office } = simulation;
  for (let n = 0; n < PEOPLE; n++) {
    const typist = simulation.typist(office.person(`No ${n}`, n % 10 === 9 ? 'reader' : 'editor'));
    if (n % 3 === 0) typist.given(seedBytes);
    world.after(world.between(0, 5), () => typist.goOnline());
    if (n % 10 !== 9) world.after(world.between(0, 300), () => typist.append());
  }
  if (seed % 5 === 0) world.after(world.between(0, 100), () => simulation.aNode()?.die());
  await world.run(3000);
  const { broken } = await calmed(simulation);
  const names = namesIn(simulation.committed.doc);
  const due = blocks.flatMap((block) => nameOf(block) ?? []);
  const times = (list: readonly string[], name: string) => list.filter((one) => one === name).length;
  const differences = [...new Set(due)].map((name) => times(names, name) - times(due, name));
  return {
    broken,
    duplicated: differences.reduce((sum, more) => sum + Math.max(0, more), 0),
    missing: differences.reduce((sum, more) => sum + Math.max(0, -more), 0),
  };
}

test('P4/T08 fifty first openings at once on two nodes: no block of the template twice', {
  timeout: 600_000,
}, async () => {
  const failing: string[] = [];
  let [duplicated, missing] = [0, 0];
  for (let seed = FIRST; seed < FIRST + ROUNDS; seed++) {
    const outcome = await round(seed);
    duplicated += outcome.duplicated;
    missing += outcome.missing;
    if (outcome.broken.length > 0) failing.push(`seed ${seed}: ${outcome.broken.slice(0, 5).join('; ')}`);
  }
  console.info(`T08 ${ROUNDS} rounds of ${PEOPLE} openings: ${duplicated} blocks twice, ${missing} missing`);
  expect(failing).toEqual([]);
  expect([duplicated, missing]).toEqual([0, 0]);
});
