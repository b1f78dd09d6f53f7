// Who is here, as people and not as connections.
import type { PersonView } from '../../domain/view';

/** One entry a person, however many tabs they have open; the reader stands first. */
export function peopleHere(present: readonly PersonView[], me: PersonView): PersonView[] {
  const others = new Map(present.filter((one) => one.id !== me.id).map((one) => [one.id, one]));
  return [me, ...others.values()];
}
