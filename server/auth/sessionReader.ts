// Who stands behind a token, asked for every request and every socket, and whether a session still stands.
import type { Database } from '../../db/open';
import { type StandingSession, sessionsByToken, standingOf } from '../../db/queries/standing';
import { gathered } from '../gather';

export interface SessionReader {
  /** By the SHA-256 of a token; undefined when nobody stands behind it. Throws when the store cannot be asked (T12). */
  byToken(tokenSha256: string): Promise<StandingSession | undefined>;
  /** Those of `sessionIds` that still stand. Throws on an outage. */
  standing(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createSessionReader({ sql }: Pick<Database, 'sql'>, clock: () => Date): SessionReader {
  return {
    byToken: gathered((hashes) => sessionsByToken(sql, hashes, clock())),
    standing: async (sessionIds) => standingOf(sql, sessionIds, clock()),
  };
}
