// What a measured server is to the scenarios: started, joined by clients, looked at from outside, ended.

/** How a client speaks to it. */
export type WireName = 'y-websocket' | 'hocuspocus' | 'relay';

/** Everything a client needs to join one document. */
export interface Seat {
  wire: WireName;
  url: string;
  document: string;
  token: string;
}

export interface Pids {
  server: number;
  /** PostgreSQL and its children, for the one subject that has them. */
  database: number[];
}

export interface StartOptions {
  /** With Node's inspector: its garbage can be collected and its time sampled from outside. */
  inspect?: boolean;
}

export const flagsOf = ({ inspect = false }: StartOptions) => (inspect ? ['--inspect=127.0.0.1:0'] : []);

export interface Subject {
  readonly name: SubjectName;
  /** False: it keeps nothing, so that whoever comes later finds nothing. */
  readonly stores: boolean;
  /** After the last client has left a document, so long until it is stored and compacted, ms. */
  readonly settleMs: number;
  /** A fresh process on the data of before. */
  start(options?: StartOptions): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL to all of it. */
  kill(): Promise<void>;
  pids(): Promise<Pids>;
  /** The address of its inspector. @throws when it was started without. */
  inspector(): string;
  /** What it printed: for the moment when something goes wrong. */
  output(): string;
  /** New, empty or seeded documents. */
  documents(count: number): Promise<string[]>;
  /** For the client number `index` of a document; several clients may be one person. */
  seat(document: string, index: number): Seat;
  /** Bytes that are stored for it: the state that a load reads, and what is kept beside it as history. */
  stored(document: string): Promise<{ state: number; history: number } | null>;
  /** Removes its data. */
  clear(): Promise<void>;
}

export type SubjectName = 'countersign' | 'hocuspocus' | 'relay';
