// Who else is here, as the server says it: names and colours are written by the server into each person's presence.
import type { Awareness } from 'y-protocols/awareness';
import type { PersonView } from '../../../domain/view';

/** One entry a connection, this page's own left out. What is not of the server's form is nobody. */
export function presentIn(awareness: Awareness): PersonView[] {
  const people: PersonView[] = [];
  for (const [client, state] of awareness.getStates()) {
    const person = personOf(state.user);
    if (client !== awareness.clientID && person) people.push(person);
  }
  return people;
}

export function personOf(user: unknown): PersonView | null {
  if (typeof user !== 'object' || user === null) return null;
  const { id, name, colour } = user as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  return { id, name, colour: isColour(colour) ? colour : 1 };
}

/** The palette has eight colours (design/tokens.css). */
function isColour(colour: unknown): colour is number {
  return typeof colour === 'number' && Number.isInteger(colour) && colour >= 1 && colour <= 8;
}
