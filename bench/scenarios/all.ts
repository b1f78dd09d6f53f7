// The scenarios in the order of the table.
import { fanOut } from './fanOut';
import { idle } from './idle';
import { kill } from './kill';
import { reconnect } from './reconnect';
import { replay } from './replay';
import type { Scenario } from './scenario';
import { stalled } from './stalled';
import { throughput } from './throughput';

export const scenarios: readonly Scenario[] = [
  fanOut({ clients: 10, writers: 3, quickRounds: 0 }),
  fanOut({ clients: 50, writers: 5, quickRounds: 3, cpuTimes: 1 }),
  fanOut({ clients: 200, writers: 5, quickRounds: 0, cpuTimes: 1 }),
  fanOut({ clients: 50, writers: 50, quickRounds: 3, cpuTimes: 0.6, withAcks: true }),
  throughput,
  replay('sveltecomponent', 3),
  replay('automerge-paper', 0),
  reconnect,
  idle,
  stalled,
  kill,
];
