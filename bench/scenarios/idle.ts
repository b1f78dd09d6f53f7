// Idle: many small documents with one client each that does nothing; then all leave; three times.
import { collectGarbage } from '../measure/inspector';
import { pssKiB } from '../measure/proc';
import type { Subject } from '../subjects/subject';
import { EVERYBODY, pause, type Scenario, seatsOf } from './scenario';

const DOCUMENTS = { quick: 200, full: 500 };
const CYCLES = 3;
/** Documents that are opened before the first look, so that the code is loaded. */
const WARM = 10;
/** Under 4 KiB of state each, the Chinese characters among them three bytes long. */
const CHARACTERS = 2000;
const SETTLE_MS = 2000;

export const idle: Scenario = {
  name: 'idle',
  quickRounds: 0,
  inspect: true,
  subjects: EVERYBODY,
  rows: [
    { figure: 'open', title: 'KiB per open document of < 4 KiB', digits: 0, target: { most: 60 } },
    { figure: 'database', title: '  PostgreSQL beside it, KiB', digits: 0 },
    { figure: 'growth', title: 'MiB growth per cycle', digits: 2, target: { most: 1 } },
  ],
  run: async (subject, { clients, full }) => {
    const count = full ? DOCUMENTS.full : DOCUMENTS.quick;
    const documents = await subject.documents(count);
    const seats = documents.flatMap((one) => seatsOf(subject, one, 1));
    await clients.do('open', { seats });
    await clients.do('fill', { characters: CHARACTERS });
    await clients.do('agree', { late: subject.stores ? subject.seat(documents[0] ?? '', 1) : null });
    await clients.do('leave');
    await pause(subject.settleMs);
    // A fresh process: pages that the writing has left free would hide what is held.
    await subject.stop();
    await subject.start({ inspect: true });
    await clients.do('open', { seats: seats.slice(0, WARM) });
    await clients.do('leave');
    await pause(subject.settleMs);
    const left = [await held(subject)];
    let open = { server: 0, database: 0 };
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await clients.do('open', { seats });
      await pause(SETTLE_MS);
      if (cycle === 0) open = await held(subject);
      await clients.do('leave');
      await pause(subject.settleMs + SETTLE_MS);
      left.push(await held(subject));
    }
    const [first, last] = [left[1]?.server ?? 0, left.at(-1)?.server ?? 0];
    const database = open.database - (left[0]?.database ?? 0);
    return {
      open: (open.server - (left[0]?.server ?? 0)) / count,
      ...(open.database > 0 ? { database: database / count } : {}),
      growth: (last - first) / 1024 / (CYCLES - 1),
    };
  },
};

/** KiB after a collection. */
async function held(subject: Subject): Promise<{ server: number; database: number }> {
  await collectGarbage(subject.inspector());
  const { server, database } = await subject.pids();
  return { server: await pssKiB([server]), database: await pssKiB(database) };
}
