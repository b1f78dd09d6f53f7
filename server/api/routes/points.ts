// How routes read the name of a state of the text.
import { Refused } from '../../../domain/refusal';
import { parseVersionRef, type VersionRef } from '../../../domain/versionRef';

/** @throws Refused bad-request for what names none. */
export function pointOf(text: string): VersionRef {
  const ref = parseVersionRef(text);
  if (!ref) throw new Refused('bad-request', { field: 'point' });
  return ref;
}
