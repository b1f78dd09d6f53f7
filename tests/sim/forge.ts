// Frames of somebody who means harm: other people's ids, clocks to come, torn and doubled bytes, deletions of what is not there.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { contentOf, SEED_CLIENT } from '../../domain/document/layout';
import { SYNC } from '../../domain/protocol';
import { presenceFrame, syncFrame } from '../build/collab';
import { gc, item, rawFrame, written } from '../collab/guardCorpus';
import { editAtRandom, type Fresh } from './edits';
import type { World } from './world';

export interface Forger {
  world: World;
  /** What she has been told of the text. */
  doc: Y.Doc;
  /** Under which she writes. */
  ownId: number;
  /** Ids that others have shown. */
  ids: readonly number[];
  /** Frames that she has heard. */
  heard: readonly Uint8Array[];
  fresh: Fresh;
}

type Forge = (forger: Forger) => Uint8Array;

/** One frame of some kind; honest ones among them, because a forger is an editor too. */
export function forged(forger: Forger): Uint8Array {
  const forge = forger.world.pick(FORGES) ?? honest;
  return forge(forger);
}

const update = (bytes: Uint8Array) => syncFrame(SYNC.update, bytes);
const step2 = (bytes: Uint8Array) => syncFrame(SYNC.step2, bytes);
const either = ({ world }: Forger, bytes: Uint8Array) => (world.chance(0.5) ? update(bytes) : step2(bytes));
const victimOf = ({ world, ids, ownId }: Forger) => world.pick(ids.filter((id) => id !== ownId)) ?? SEED_CLIENT;
const stateOf = (doc: Y.Doc, client: number) => Y.getState(doc.store, client);
const text = (words: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, words);

const honest: Forge = ({ world, doc, ownId, fresh }) =>
  update(written(doc, (_content, copy) => editAtRandom(world, copy, null, fresh), ownId));

/** A text at somebody else's next clock: taken, it would make her page differ for ever (danger 3). */
const underTheirId: Forge = (forger) =>
  either(
    forger,
    written(
      forger.doc,
      (content) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText('①')]);
        content.insert(forger.world.below(content.length + 1), [paragraph]);
      },
      victimOf(forger),
    ),
  );

/** Her clocks to come taken away, or those that are there. */
const overTheirClocks: Forge = (forger) => {
  const victim = victimOf(forger);
  const state = stateOf(forger.doc, victim);
  const clock = forger.world.pick([state, 0, Math.max(0, state - 2), state + 1]) ?? state;
  const length = forger.world.pick([1, 5, 1000, 2 ** 31, 0]) ?? 1;
  return either(forger, rawFrame([[victim, clock, [gc(length)]]]));
};

/** Own structs that lean on anything: neighbours crossed, of two parents, of clocks to come. */
const anyNeighbours: Forge = (forger) => {
  const { world, doc, ownId } = forger;
  const id = (): [number, number] => {
    const client = world.chance(0.2) ? ownId : victimOf(forger);
    return [client, world.below(stateOf(doc, client) + 2)];
  };
  const at = world.chance(0.2) ? { under: id() } : { left: id(), ...(world.chance(0.6) ? { right: id() } : {}) };
  return either(forger, rawFrame([[ownId, stateOf(doc, ownId), [item(4, at, text('②'))]]]));
};

/** Deletions of what is there, which an editor may, and of what is not. */
const deletions: Forge = (forger) => {
  const { world, doc } = forger;
  const victim = victimOf(forger);
  const state = stateOf(doc, victim);
  const from = world.below(state + 2);
  return either(forger, rawFrame([], [[victim, [[from, 1 + world.below(3)]]]]));
};

/** What others have said, said again under her own connection. */
const replayed: Forge = ({ world, heard, doc }) => {
  const frame = world.pick(heard) ?? step2(Y.encodeStateAsUpdate(doc));
  const again = frame.slice();
  if (again[0] === 0 && world.chance(0.5)) again[1] = world.pick([SYNC.step2, SYNC.update]) ?? SYNC.update;
  return again;
};

/** An honest frame with some of its bytes changed, taken away or doubled. */
const damaged: Forge = (forger) => {
  const { world } = forger;
  const bytes = [...(world.chance(0.5) ? honest(forger) : replayed(forger))];
  for (let times = 1 + world.below(3); times > 0; times--) {
    const at = world.below(bytes.length);
    const act = world.below(4);
    if (act === 0) bytes[at] = world.below(256);
    else if (act === 1) bytes.length = at;
    else if (act === 2) bytes.splice(at, 1 + world.below(4));
    else bytes.splice(at, 0, ...bytes.slice(at, at + 4));
  }
  return Uint8Array.from(bytes);
};

/** Her clock jumps: a gap that nothing will fill. */
const gap: Forge = (forger) => {
  const { world, doc, ownId } = forger;
  const [left] = [victimOf(forger)];
  const at = { left: [left, Math.max(0, stateOf(doc, left) - 1)] as const };
  return either(forger, rawFrame([[ownId, stateOf(doc, ownId) + 1 + world.below(9), [item(4, at, text('③'))]]]));
};

/** Somebody else's id announced, shown or taken off the screen. */
const theirPresence: Forge = (forger) => {
  const { world, ownId } = forger;
  const victim = victimOf(forger);
  const clock = world.pick([0, 1, 2 ** 40]) ?? 0;
  const state = world.chance(0.5) ? null : { cursor: null, user: { name: '王', id: 'someone' } };
  const own: [number, number, unknown][] = world.chance(0.3) ? [[ownId, 1, { cursor: null }]] : [];
  return presenceFrame([victim, clock, state], ...own);
};

/** The whole text as she knows it, with one word more under an id that is the seed's. */
const wholeStep2: Forge = (forger) => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(forger.doc));
  copy.clientID = forger.world.pick([forger.ownId, SEED_CLIENT]) ?? forger.ownId;
  editAtRandom(forger.world, copy, null, forger.fresh);
  contentOf(copy);
  return step2(Y.encodeStateAsUpdate(copy));
};

const noise: Forge = ({ world }) =>
  Uint8Array.from({ length: 1 + world.below(30) }, (_, at) => (at === 0 ? world.below(5) : world.below(256)));

const FORGES: readonly Forge[] = [
  honest,
  honest,
  honest,
  underTheirId,
  overTheirClocks,
  anyNeighbours,
  deletions,
  deletions,
  replayed,
  damaged,
  damaged,
  gap,
  theirPresence,
  wholeStep2,
  noise,
];
