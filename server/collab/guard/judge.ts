// The verdict over one update or step 2 of a client, before anything is applied (PROMISES, the way of a client frame 3-6).
import * as Y from 'yjs';
import { Afterwards, chargeJoining } from './afterwards';
import { Cost } from './cost';
import { decodeFrame, type Frame } from './decode';
import { newDeletions } from './deletes';
import { encodeJudged } from './encode';
import { type FrameKind, MAX_BYTES, off, over, Refusal } from './limits';
import { Order } from './order';
import { COLLECTED, isRoot, placeAll, unplaced } from './place';
import { faultOf } from './rules';

export interface JudgeInput {
  /** Payload of one sync update or step 2, the caller's own copy of the bytes. */
  update: Uint8Array;
  kind: FrameKind;
  /** The room's document with everything applied so far; judging never changes it. */
  doc: Y.Doc;
  /** Whose a Yjs client id is: 'own' (this person's, or nobody's yet), 'other', 'reserved' (the seed's, the server's). */
  ownerOf(clientId: number): 'own' | 'other' | 'reserved';
}

/** With what it cost and will cost, in steps (cost.ts). */
export type Verdict = Finding & { steps: number };

type Finding =
  /** Brings nothing that is not known: fine for everybody, readers too. */
  | { kind: 'nothing' }
  | {
      kind: 'apply';
      /** For Y.applyUpdate(doc, update): the new part alone. Never stored or broadcast; the doc's own update event is. */
      update: Uint8Array;
      /** Client ids with new structs: to be bound to the person. */
      writers: readonly number[];
      /** Adds nothing. */
      deletesOnly: boolean;
      /** Adds and deletes marks alone; with `deletesOnly` it is the clean-up that readers' editors send honestly. */
      formatsOnly: boolean;
      /** How many structs had neighbours in the wrong order (yjs#794) and were put right: a metric counts them. */
      crossed: number;
      /** How many structs do not go between two neighbours of now: only then may copies come to differ in order. */
      loose: number;
      /** Steps along the text that come again with every load. */
      walked: number;
      /** Structs that it adds. */
      added: number;
    }
  /** A predecessor, neighbour, parent or deleted range is unknown: look into the log, judge again, then ask with SyncStep1. */
  | { kind: 'gap' }
  /** New ranges under an id that is not this person's: after a look into the log, close 4409. */
  | { kind: 'foreign'; clientId: number }
  /** Off the format, the schema or a limit: close with `code`. `why` is for the log and the notice. */
  | { kind: 'refuse'; code: 4400 | 4413; why: string };

/** Bytes of a frame that are read in the time of one step along the text. */
const BYTES_PER_STEP = 4;

/** Pure: no byte of the document changes, whatever the frame holds. Linear in the frame, apart from binary searches. */
export function judge(input: JudgeInput): Verdict {
  const cost = new Cost(input.kind);
  const verdict = found(input, cost);
  verdict.steps = cost.steps + Math.ceil(input.update.length / BYTES_PER_STEP);
  return verdict;
}

function found(input: JudgeInput, cost: Cost): Verdict {
  try {
    return judged(readFrame(input), input, cost);
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refuse', code: error.code, why: error.message, steps: 0 };
    throw error;
  }
}

/** Decoding meets only the client's bytes, so every error in it is the client's; later ones would be ours. */
function readFrame({ update, kind, doc }: JudgeInput): Frame {
  if (update.length > MAX_BYTES[kind]) throw over(`${kind} of ${update.length} bytes`);
  try {
    return decodeFrame(update, kind, (client) => Y.getState(doc.store, client));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw off(`not a Yjs update: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function judged(frame: Frame, { doc, ownerOf }: JudgeInput, cost: Cost): Verdict {
  for (const { client, structs } of frame.blocks.values()) {
    if ((structs[0]?.id.clock ?? 0) > Y.getState(doc.store, client)) return { kind: 'gap', steps: 0 };
  }
  // Before neighbours and schema: the ids of another history mean other things here, and its owner is told so (4409).
  const foreign = [...frame.blocks.keys()].find((client) => ownerOf(client) !== 'own');
  if (foreign !== undefined) return { kind: 'foreign', clientId: foreign, steps: 0 };
  let formatsOnly = true;
  const byClient = unplaced(frame);
  const order = new Order(doc.store, byClient, cost);
  const after = new Afterwards(cost);
  const whole = placeAll(byClient, { doc, cost }, (struct, place, current) => {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat)) formatsOnly = false;
    if (!(struct instanceof Y.Item) || place === COLLECTED) return;
    const fault = faultOf(struct.content, place, isRoot(place.owner, doc));
    if (fault !== null) throw off(fault);
    if (struct.content instanceof Y.ContentFormat) after.marks(place.owner, struct.content);
    order.uncross(struct, place, current);
  });
  const deletions = whole ? newDeletions(frame, doc, { cost, after }) : null;
  if (!deletions) return { kind: 'gap', steps: 0 };
  const placed = [...byClient.values()];
  after.charge(placed, deletions.ranges, (text) => order.added(text));
  chargeJoining(placed, cost);
  let added = 0;
  for (const { block } of placed) added += block.structs.length;
  cost.add(added);
  if (placed.length === 0 && deletions.ranges.size === 0) return { kind: 'nothing', steps: 0 };
  return {
    kind: 'apply',
    update: encodeJudged(placed, deletions.ranges),
    writers: placed.map(({ block }) => block.client),
    deletesOnly: placed.length === 0,
    formatsOnly: formatsOnly && deletions.formatsOnly,
    crossed: order.crossed,
    loose: order.loose,
    walked: cost.walked,
    added,
    steps: 0,
  };
}
