// Reconnect storm: the server was restarted, and 500 clients come back to 100 documents at the same moment.
import { cpuDuring, EVERYBODY, type Scenario, seatsOf } from './scenario';

const CLIENTS = 500;
const PER_DOCUMENT = 5;

export const reconnect: Scenario = {
  name: 'reconnect storm, 500 clients',
  quickRounds: 0,
  subjects: EVERYBODY,
  rows: [
    { figure: 'seconds', title: 's until 99 % are back', digits: 2 },
    { figure: 'cpu', title: 'CPU ms', digits: 0 },
  ],
  run: async (subject, { clients }) => {
    const documents = await subject.documents(CLIENTS / PER_DOCUMENT);
    const seats = documents.flatMap((one) => seatsOf(subject, one, PER_DOCUMENT));
    await clients.do('open', { seats: documents.flatMap((one) => seatsOf(subject, one, 1)) });
    await clients.do('fill', { characters: 1000 });
    await clients.do('leave');
    await subject.stop();
    await subject.start();
    const { value: seconds, cpu } = await cpuDuring(subject, () => clients.do('storm', { seats }));
    await clients.do('agree', { late: null });
    await clients.do('leave');
    return { seconds, cpu: cpu.total };
  },
};
