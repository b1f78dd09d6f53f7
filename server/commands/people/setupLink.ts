// link.made (setup): while nobody exists, each start prints a one-time link to the first set-up.
import { insertLink, spendLinksOf } from '../../../db/queries/links';
import { countPeople } from '../../../db/queries/people';
import { must } from '../../../domain/must';
import { DAY } from '../../auth/sessions';
import { newToken, tokenSha256 } from '../../auth/tokens';
import { peopleAct } from './act';
import type { PeopleNeeds } from './needs';

/**
 * The link's path, good for 7 days; null when somebody exists. Links of earlier starts open nothing any more, unless other nodes
 * may have printed theirs a moment ago (`keepOthers`): the first that is taken spends them all.
 */
export async function setupLink(needs: PeopleNeeds, { keepOthers = false } = {}): Promise<string | null> {
  const made = await peopleAct(needs, async ({ tx, event }) => {
    if ((await countPeople(tx)) > 0) return null;
    const token = newToken();
    const createdAt = needs.clock();
    if (!keepOthers) await spendLinksOf(tx, null, createdAt);
    const sha = must(tokenSha256(token), 'a new token has the form of one');
    await insertLink(tx, {
      kind: 'setup',
      personId: null,
      tokenSha256: sha,
      createdBy: null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 7 * DAY),
    });
    event(null, { kind: 'link.made', body: { kind: 'setup' } });
    return `/set-up?token=${token}`;
  });
  if (!made.ok) throw new Error(`no set-up link: ${made.refusal.code}`);
  return made.value;
}
