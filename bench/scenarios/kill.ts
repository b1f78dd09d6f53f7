// A burst of 3,000 characters, SIGKILL to everything at its last acknowledgement, a new start: what is missing?
import { type Scenario, seatsOf, THOSE_THAT_STORE } from './scenario';

const CHARACTERS = 3000;

export const kill: Scenario = {
  name: 'SIGKILL after a burst of 3,000',
  quickRounds: 1,
  subjects: THOSE_THAT_STORE,
  rows: [{ figure: 'lost', title: 'acknowledged characters lost', digits: 0, target: { most: 0 } }],
  run: async (subject, { clients }) => {
    const [document = ''] = await subject.documents(1);
    await clients.do('open', { seats: seatsOf(subject, document, 1) });
    const acknowledged = await clients.do('burst', { count: CHARACTERS });
    await subject.kill();
    await clients.do('leave');
    await subject.start();
    await clients.do('open', { seats: seatsOf(subject, document, 1) });
    const found = await clients.do('digits');
    await clients.do('leave');
    return { lost: acknowledged - found };
  },
};
