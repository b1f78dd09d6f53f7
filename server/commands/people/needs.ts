// What the commands about people are given, and the one place that builds it.
import type { Database } from '../../../db/open';
import type { Limits } from '../../auth/limits';
import { createLimits } from '../../auth/limits';
import { createPasswords, type Passwords } from '../../auth/passwords';
import { createSessionReader, type SessionReader } from '../../auth/sessionReader';
import type { Log } from '../../log';

export interface PeopleNeeds {
  database: Database;
  log: Log;
  /** Salts commitments in the record and the keys of the limits. */
  secret: string;
  /** Public address without a trailing slash: https gives the cookie its `__Secure-` name. */
  publicUrl: string;
  clock(): Date;
  sessions: SessionReader;
  passwords: Passwords;
  limits: Limits;
  /** Called after the commit: the composition root closes sockets at once. Must not throw. */
  onSessionsEnded(who: { personId?: string; sessionId?: string }): void;
}

type Given = Omit<PeopleNeeds, 'passwords' | 'limits' | 'clock' | 'sessions'> &
  Partial<Pick<PeopleNeeds, 'passwords' | 'clock'>>;

export function createPeopleNeeds(given: Given): PeopleNeeds {
  const clock = given.clock ?? (() => new Date());
  const passwords = given.passwords ?? createPasswords();
  const sessions = createSessionReader(given.database, clock);
  return { ...given, clock, passwords, sessions, limits: createLimits({ ...given, clock, passwords }) };
}
