// The inbox: what reached the reader, a digest per thread; only of reviews that they may read at this moment (NR2).
import { countUnread, type DigestRow, digests, wordsOfDigests } from '../../db/queries/notifications';
import { peopleByIds } from '../../db/queries/people';
import type { Actor } from '../../domain/actor';
import { isId } from '../../domain/ids';
import { INBOX_FILTERS, kindsOf } from '../../domain/inbox';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { Inbox } from '../../domain/view';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { instantOf } from './cursor';
import { personOf } from './threads';

const PAGE = 50;
/** Names that a digest shows. */
const ACTORS = 3;
/** Of a quote or a comment, characters. */
const WORDS = 140;

/** Unread ones first, then newest first, 50 a page. Refusals: bad-request for an unknown filter or a cursor that is none of ours. */
export async function inbox(
  needs: Needs,
  actor: Actor,
  query: { filter?: string; cursor?: string },
): Promise<Result<Inbox>> {
  return attempt(async () => {
    const filter = INBOX_FILTERS.find((one) => one === (query.filter ?? 'all'));
    if (!filter) throw new Refused('bad-request', { field: 'filter' });
    const cursor = query.cursor === undefined ? undefined : cursorOf(query.cursor);
    const { db } = needs.database;
    const [rows, unread] = await Promise.all([
      digests(db, actor.personId, { ...kindsOf(filter), limit: PAGE + 1, ...(cursor ? { cursor } : {}) }),
      countUnread(db, actor.personId),
    ]);
    const page = rows.slice(0, PAGE);
    const [words, people] = await Promise.all([wordsOfDigests(db, page), peopleByIds(db, page.flatMap(whoActed))]);
    const short = (id: string | null) => [...(words.get(id ?? '') ?? '')].slice(0, WORDS).join('');
    const items = page.map(({ actorIds, commentId, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      actors: whoActed({ actorIds, body: row.body }).map((id) => personOf(people, id)),
      quote: short(row.threadId),
      words: short(commentId),
    }));
    const last = page.at(-1);
    return { items, unread, ...(rows.length > PAGE && last ? { cursor: cursorText(last) } : {}) };
  });
}

/** The newest first; a line that tells of several acts names who acted before (NO7). */
function whoActed({ actorIds, body }: Pick<DigestRow, 'actorIds' | 'body'>): string[] {
  const before = Array.isArray(body.by) ? body.by.filter((id) => typeof id === 'string') : [];
  return [...new Set([...actorIds, ...before])].slice(0, ACTORS);
}

/** How many digests wait unread: for the bell. */
export async function unreadCount(needs: Needs, actor: Actor): Promise<number> {
  return countUnread(needs.database.db, actor.personId);
}

function cursorText({ unread, at, id }: DigestRow): string {
  return Buffer.from(`${unread ? 1 : 0} ${at.toISOString()} ${id}`).toString('base64url');
}

function cursorOf(cursor: string): { unread: boolean; at: Date; id: string } {
  const [unread, at = '', id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const instant = instantOf(at);
  if (!isId(id) || !instant) throw new Refused('bad-request', { field: 'cursor' });
  return { unread: unread === '1', at: instant, id };
}
