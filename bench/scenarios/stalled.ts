// One client never reads while 40 MB pass through its document: what the server holds for it, and whether it cuts it off.
import { collectGarbage } from '../measure/inspector';
import type { Subject } from '../subjects/subject';
import { EVERYBODY, type Scenario, seatsOf } from './scenario';

const STEP = 1024 * 1024;
const STEPS = { warm: 6, stalled: 40 };

export const stalled: Scenario = {
  name: 'client that never reads',
  quickRounds: 0,
  inspect: true,
  subjects: EVERYBODY,
  rows: [
    { figure: 'held', title: 'MiB held at most, of 40 sent', digits: 1, target: { most: 9 } },
    { figure: 'code', title: 'cut off with', digits: 0 },
  ],
  run: async (subject, { clients }) => {
    const [document = ''] = await subject.documents(1);
    await clients.do('open', { seats: seatsOf(subject, document, 2) });
    for (let n = 0; n < STEPS.warm; n++) await clients.do('pour', { bytes: STEP });
    const before = await held(subject);
    await clients.do('stall', { seat: subject.seat(document, 2) });
    let most = 0;
    for (let n = 0; n < STEPS.stalled; n++) {
      await clients.do('pour', { bytes: STEP });
      most = Math.max(most, (await held(subject)) - before);
    }
    const code = await clients.do('unstall');
    await clients.do('agree', { late: subject.stores ? subject.seat(document, 3) : null });
    await clients.do('leave');
    return { held: most, ...(code === null || code === 1000 || code === 1005 ? {} : { code }) };
  },
};

/** MiB that JavaScript holds, buffers included: the pages of the process would hide it in memory that was free before. */
const held = async (subject: Subject) => (await collectGarbage(subject.inspector())) / 1024 / 1024;
