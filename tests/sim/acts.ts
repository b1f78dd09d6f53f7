// What the rest of the server does to a document while people type: reads, writes of its own, freezes; each checks what it was given.
import * as Y from 'yjs';
import { plain } from '../../domain/document/blocks';
import { appendBlocks, commentKey, contentOf } from '../../domain/document/layout';
import type { Stage } from '../../domain/review';
import type { Frozen, Tx } from '../../server/collab/types';
import type { SimNode } from './node';
import type { Simulation } from './simulation';
import type { SimTx } from './store';
import { contentsOf } from './truth';

/** RM15: at least every edit acknowledged before, and nothing that is not committed. */
export function readText(simulation: Simulation, node: SimNode): void {
  const { office, saved, faults, committed } = simulation;
  const before = saved.length;
  node.engine.state(office.reviewId).then(({ state }) => {
    const early = committed.lacks(state);
    if (early) faults.push(`a read saw ${early} before its commit`);
    faults.push(...lackOf(state, saved.slice(0, before)).map((what) => `a read lacks ${what}`));
  }, refused);
}

/** The server's own write: an import, or a comment's mark. */
export function writeText(simulation: Simulation, node: SimNode): void {
  const { office, world, fresh, truth } = simulation;
  const marksOnly = world.chance(0.6);
  const words = fresh(2);
  truth.given(words);
  node.engine
    .write(office.reviewId, { marksOnly }, (doc) => {
      if (marksOnly) markSomething(simulation, doc);
      else appendBlocks(doc, [{ type: 'paragraph', role: null, id: null, runs: plain(words) }]);
    })
    .then(() => undefined, refused);
}

function markSomething({ world }: Simulation, doc: Y.Doc): void {
  const blocks = contentOf(doc).toArray();
  const block = world.pick(blocks);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText) || text.length === 0) return;
  const id = `thread-${world.below(3)}`;
  text.format(world.below(text.length), 1, { [commentKey(id)]: { id } });
}

/** RM22: the frozen text holds every edit acknowledged before the freeze was asked for. */
export async function freezeText(simulation: Simulation, node: SimNode, stage: Stage): Promise<void> {
  const { office, saved, faults, committed } = simulation;
  const before = saved.length;
  await node.engine.freeze(office.reviewId, async (tx: Tx, frozen: Frozen) => {
    faults.push(...lackOf(frozen.state, saved.slice(0, before)).map((what) => `a freeze lacks ${what}`));
    // Not its deletions: what Yjs tidies away in formats while the missed rows are read is committed after the freeze.
    const early = committed.lacksEdit({ created: contentsOf(frozen.state).added, deleted: [] });
    if (early) faults.push(`a freeze saw ${early} before its commit`);
    (tx as unknown as SimTx).onCommit(() => {
      office.stage = stage;
    });
  });
}

function lackOf(state: Uint8Array, edits: Simulation['saved']): string[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const lacking = edits.flatMap(({ created }) =>
    created.filter(({ client, clock, len }) => clock + len > Y.getState(doc.store, client)),
  );
  doc.destroy();
  return lacking.map(({ client, clock }) => `${client}:${clock}`);
}

/** The store was away, the node went, the text is frozen: who asked is told, and asks again some day. */
export function refused(error: unknown): void {
  if (!(error instanceof Error)) throw error;
}
