// What an administrator can do with a person, by the person's state; and which call does it. Pure.
import type { PeoplePage } from '../../../domain/view';
import type { Method } from '../../client/api';

export type Person = PeoplePage['items'][number];
export type PersonAct = 'invite' | 'reset' | 'admin' | 'unadmin' | 'disable' | 'enable' | 'hand-over';

/** The acts offered for a person, in the menu's order. Nobody disables themselves; the server keeps the last administrator. */
export function actsFor(person: Pick<Person, 'state' | 'admin'>, self: boolean): PersonAct[] {
  if (person.state === 'disabled') return ['enable', 'hand-over'];
  const link: PersonAct = person.state === 'invited' ? 'invite' : 'reset';
  return [link, person.admin ? 'unadmin' : 'admin', ...(self ? [] : (['disable'] as const))];
}

interface Call {
  method: Method;
  path: string;
  body?: unknown;
}

/** The call behind each act that is asked about first. */
export const CONFIRMED: Record<Exclude<PersonAct, 'invite' | 'reset' | 'hand-over'>, (id: string) => Call> = {
  admin: (id) => ({ method: 'PATCH', path: `/people/${id}`, body: { admin: true } }),
  unadmin: (id) => ({ method: 'PATCH', path: `/people/${id}`, body: { admin: false } }),
  disable: (id) => ({ method: 'POST', path: `/people/${id}/disable` }),
  enable: (id) => ({ method: 'POST', path: `/people/${id}/enable` }),
};
