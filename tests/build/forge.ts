// A hostile editor's frames whose characters claim neighbours that they never had.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { item, rawFrame } from '../collab/guardCorpus';
import { type Dice, textsOf } from '../collab/guardEdits';
import { type Bare, until } from './collab';

/** Fourteen characters z under three ids of the page's person, each between two of the first text that were never neighbours. */
export async function forge(page: Bare, random: Dice): Promise<void> {
  const base = 1_000_000 + random.int(2 ** 30);
  const clocks = [0, 0, 0];
  for (let n = 0; n < 14; n++) {
    const who = random.int(3);
    const ids: [number, number][] = [];
    for (let one = must(textsOf(contentOf(page.doc))[0], 'a text')._start; one; one = one.right)
      for (let k = 0; k < one.length; k++) ids.push([one.id.client, one.id.clock + k]);
    const left = random.chance(0.8) ? random.pick(ids) : undefined;
    const right = random.chance(0.8) || !left ? random.pick(ids) : undefined;
    const struct = item(4, { ...(left && { left }), ...(right && { right }) }, (e) => encoding.writeVarString(e, 'z'));
    page.sendUpdate(rawFrame([[base + who, clocks[who] ?? 0, [struct]]]));
    clocks[who] = (clocks[who] ?? 0) + 1;
    await until('it is taken, and heard back', () => Y.getState(page.doc.store, base + who) === clocks[who]);
  }
}
