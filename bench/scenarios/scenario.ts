// What a scenario is: something that one subject goes through in one round, and what was measured of it.
import type { Clients } from '../client/clients';
import { cpuMs } from '../measure/proc';
import type { Subject, SubjectName } from '../subjects/subject';

export interface Bench {
  clients: Clients;
  full: boolean;
  /** Folder with the recorded editing sessions; null: none. */
  traces: string | null;
}

/** A figure's name to its value; what a subject has not is not in it. */
export type Figures = Record<string, number>;

export interface Row {
  figure: string;
  /** As it stands in the table, with its unit. */
  title: string;
  digits: number;
  /** What is to be reached (issue "Figures to reach"): ours against Hocuspocus', or against a fixed number. */
  target?: { times: number; atLeast?: true } | { most: number };
}

export interface Scenario {
  name: string;
  rows: Row[];
  /** Rounds in quick mode; three with --full. 0: not in quick mode, unless asked for by name. */
  quickRounds: 0 | 1 | 3;
  /** A process of its own, started with the inspector so that its garbage can be collected. */
  inspect?: true;
  subjects: readonly SubjectName[];
  /** Finds the subject running, leaves it running, with no client connected. */
  run(subject: Subject, bench: Bench): Promise<Figures>;
}

export const EVERYBODY = ['relay', 'hocuspocus', 'countersign'] as const;
export const THOSE_THAT_STORE = ['hocuspocus', 'countersign'] as const;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export interface Cpu {
  total: number;
  database: number;
}

/** The CPU that the subject has used so far, ms; PostgreSQL's apart and in the total. */
export async function cpuOf(subject: Subject): Promise<Cpu> {
  const { server, database } = await subject.pids();
  const [own, theirs] = await Promise.all([cpuMs([server]), cpuMs(database)]);
  return { total: own + theirs, database: theirs };
}

export async function cpuDuring<T>(subject: Subject, work: () => Promise<T>): Promise<{ value: T; cpu: Cpu }> {
  const before = await cpuOf(subject);
  const value = await work();
  const after = await cpuOf(subject);
  return { value, cpu: { total: after.total - before.total, database: after.database - before.database } };
}

export const seatsOf = (subject: Subject, document: string, count: number) =>
  Array.from({ length: count }, (_, index) => subject.seat(document, index));

/** Keys of each of three writers, so that what is measured is a server that runs and not one that has just begun to. */
const WARM_KEYS = 4000;

/** Twelve thousand keys in a document of their own, for every subject alike: V8 compiles what runs often, and only then. */
export async function warm(subject: Subject, { clients }: Pick<Bench, 'clients'>, document: string): Promise<void> {
  await clients.do('open', { seats: seatsOf(subject, document, 3) });
  await clients.do('prepareKeys', { count: WARM_KEYS });
  await clients.do('push', { window: 2 });
  await clients.do('leave');
}
