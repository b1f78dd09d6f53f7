// The auth door of server/runtime: what the entry pages and next-auth's callbacks call, as plain data.
import { openLink } from '../../db/queries/links';
import { countPeople } from '../../db/queries/people';
import type { PeopleNeeds } from '../commands/people/needs';
import { signOut, startSession } from '../commands/people/sessions';
import { setUp } from '../commands/people/setUp';
import { takeLink } from '../commands/people/takeLink';
import type { AuthDoor } from '../runtime';
import { actorOfToken } from './sessions';
import { signIn } from './signIn';
import { tokenSha256 } from './tokens';

export function createAuthDoor(needs: PeopleNeeds): AuthDoor {
  return {
    secret: needs.secret,
    async signIn(input) {
      const person = await signIn(needs, input);
      if (!person.ok) return person;
      const { id, name, email } = person.value;
      return { ok: true, value: { personId: id, name, email } };
    },
    async openSession(personId) {
      const opened = await startSession(needs, personId, 'web');
      if (!opened.ok) throw new Error(`no session was opened: ${opened.refusal.code}`);
      return opened.value.token;
    },
    actorOfToken: (token, asked) => actorOfToken(needs, token, 'web', asked),
    signOut: (token) => signOut(needs, token),
    async link(token) {
      const hash = tokenSha256(token);
      const link = hash === null ? null : await openLink(needs.database.db, hash, needs.clock());
      if (!link) return null;
      return {
        kind: link.kind,
        ...(link.name === null ? {} : { name: link.name }),
        ...(link.email === null ? {} : { email: link.email }),
      };
    },
    setUp: (input) => setUp(needs, input),
    takeLink: (input) => takeLink(needs, input),
    needsSetUp: async () => (await countPeople(needs.database.db)) === 0,
  };
}
