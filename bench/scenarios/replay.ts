// A recorded editing session sent transaction by transaction; then stored, loaded cold, and joined by twenty at once.
import { cpuDuring, cpuOf, pause, type Scenario, seatsOf, THOSE_THAT_STORE, warm } from './scenario';

const WINDOW = 64;
const JOINERS = 20;
const WARM_JOINS = 3;

export function replay(trace: string, quickRounds: 0 | 3): Scenario {
  return {
    name: `replay ${trace}`,
    quickRounds,
    subjects: THOSE_THAT_STORE,
    rows: [
      { figure: 'cpu', title: 'CPU ms, stored', digits: 0, target: { times: 0.75 } },
      { figure: 'database', title: '  of it PostgreSQL', digits: 0 },
      { figure: 'seconds', title: 'until all is heard, s', digits: 2 },
      { figure: 'size', title: 'stored, x ideal state', digits: 2, target: { most: 1.3 } },
      { figure: 'history', title: '  history beside it, x ideal', digits: 2 },
      { figure: 'load', title: 'cold load ms', digits: 0, target: { times: 0.65 } },
      { figure: 'join', title: `${JOINERS} join at once, CPU ms`, digits: 0, target: { times: 0.4 } },
    ],
    run: async (subject, { clients, traces }) => {
      if (traces === null) throw new Error('no traces');
      const named = { folder: traces, name: trace };
      const [document = '', small = ''] = await subject.documents(2);
      await warm(subject, { clients }, small);
      await clients.do('open', { seats: seatsOf(subject, document, 2) });
      const { idealBytes } = await clients.do('prepareTrace', named);
      const before = await cpuOf(subject);
      const ms = await clients.do('push', { window: WINDOW });
      await clients.do('leave');
      await pause(subject.settleMs);
      const after = await cpuOf(subject);
      const stored = await subject.stored(document);
      if (!stored) throw new Error('nothing was stored');

      await subject.stop();
      await subject.start();
      // The first sockets of a process pay for more than their document.
      for (let n = 0; n < WARM_JOINS; n++) {
        await clients.do('open', { seats: seatsOf(subject, small, JOINERS) });
        await clients.do('leave');
      }
      const [load = Number.NaN] = await clients.do('open', { seats: seatsOf(subject, document, 1) });
      const joiners = Array.from({ length: JOINERS }, (_, n) => subject.seat(document, n + 1));
      const { cpu } = await cpuDuring(subject, () => clients.do('open', { seats: joiners }));
      await clients.do('expectTrace', named);
      await clients.do('leave');
      const database = after.database - before.database;
      return {
        cpu: after.total - before.total,
        ...(database > 0 ? { database } : {}),
        seconds: ms / 1000,
        size: stored.state / idealBytes,
        history: stored.history / idealBytes,
        load,
        join: cpu.total,
      };
    },
  };
}
