// link.made: an administrator hands somebody a one-time link, to join or to choose a new password.
import { insertLink, spendLinksOf } from '../../../db/queries/links';
import { type PersonRow, personById } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { DAY } from '../../auth/sessions';
import { newToken, tokenSha256 } from '../../auth/tokens';
import { administering, peopleAct } from './act';
import type { PeopleNeeds } from './needs';

interface Link {
  /** Path with the token, shown once: the caller puts the public address before it. */
  path: string;
  expiresAt: string;
}

/** 7 days, for somebody who has no password yet. Refusals: forbidden, not-found (unknown, disabled), moved-on (has joined). */
export async function inviteLink(needs: PeopleNeeds, actor: Actor, input: { personId: string }): Promise<Result<Link>> {
  return makeLink(needs, actor, input.personId, {
    kind: 'invite',
    path: '/join/',
    days: 7,
    fits: (person) => person.passwordHash === null,
  });
}

/** 24 hours, for somebody who has joined. Refusals: forbidden, not-found (unknown, disabled), moved-on (not joined: invite). */
export async function resetLink(needs: PeopleNeeds, actor: Actor, input: { personId: string }): Promise<Result<Link>> {
  return makeLink(needs, actor, input.personId, {
    kind: 'reset',
    path: '/reset/',
    days: 1,
    fits: (person) => person.passwordHash !== null,
  });
}

interface Sort {
  kind: 'invite' | 'reset';
  path: string;
  days: number;
  fits(person: PersonRow): boolean;
}

/** Older links of the person are spent: one at a time opens the account. */
function makeLink(needs: PeopleNeeds, actor: Actor, personId: string, sort: Sort): Promise<Result<Link>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const person = isId(personId) ? await personById(tx, personId, true) : null;
    if (!person || person.disabledAt) throw new Refused('not-found');
    if (!sort.fits(person)) throw new Refused('moved-on');
    const token = newToken();
    const createdAt = needs.clock();
    const expiresAt = new Date(createdAt.getTime() + sort.days * DAY);
    await spendLinksOf(tx, person.id, createdAt);
    const sha = must(tokenSha256(token), 'a new token has the form of one');
    await insertLink(tx, {
      kind: sort.kind,
      personId: person.id,
      tokenSha256: sha,
      createdBy: actor.personId,
      createdAt,
      expiresAt,
    });
    event(actor.personId, { kind: 'link.made', body: { kind: sort.kind, personId: person.id } });
    return { path: sort.path + token, expiresAt: expiresAt.toISOString() };
  });
}
