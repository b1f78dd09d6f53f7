// Throughput: a hundred documents with three writers each, as fast as a window of two allows, until all of it is stored.
import { cpuDuring, cpuOf, EVERYBODY, pause, type Scenario, seatsOf } from './scenario';

const DOCUMENTS = 100;
const WRITERS = 3;
const WINDOW = 2;
const KEYS = { warm: 20, quick: 60, full: 250 };

export const throughput: Scenario = {
  name: 'throughput 100x3',
  quickRounds: 3,
  subjects: EVERYBODY,
  rows: [
    { figure: 'rate', title: 'updates/s', digits: 0, target: { times: 1, atLeast: true } },
    { figure: 'cpu', title: 'CPU s/1000 updates, stored', digits: 4, target: { times: 1 } },
    { figure: 'database', title: '  of it PostgreSQL', digits: 4 },
  ],
  run: async (subject, { clients, full }) => {
    const documents = await subject.documents(DOCUMENTS);
    await clients.do('open', { seats: documents.flatMap((one) => seatsOf(subject, one, WRITERS)) });
    await clients.do('prepareKeys', { count: KEYS.warm });
    await clients.do('push', { window: WINDOW });
    const updates = await clients.do('prepareKeys', { count: full ? KEYS.full : KEYS.quick });
    const before = await cpuOf(subject);
    const { value: ms } = await cpuDuring(subject, () => clients.do('push', { window: WINDOW }));
    const late = subject.stores ? subject.seat(documents[0] ?? '', WRITERS) : null;
    const pushed = await cpuOf(subject);
    await clients.do('agree', { late });
    // What checking costs is not counted; what storing costs once everybody has left is.
    const checked = await cpuOf(subject);
    await clients.do('leave');
    await pause(subject.settleMs);
    const after = await cpuOf(subject);
    const cpu = pushed.total - before.total + after.total - checked.total;
    const database = pushed.database - before.database + after.database - checked.database;
    return {
      rate: (updates * 1000) / ms,
      cpu: cpu / updates,
      ...(database > 0 ? { database: database / updates } : {}),
    };
  },
};
