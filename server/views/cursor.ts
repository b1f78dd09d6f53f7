// Where a list goes on that is sorted by an instant or by a name.
import { isId } from '../../domain/ids';
import { Refused } from '../../domain/refusal';
import { storable } from '../commands/inputs';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function cursorText({ updatedAt, id }: { updatedAt: Date; id: string }): string {
  return Buffer.from(`${updatedAt.toISOString()} ${id}`).toString('base64url');
}

/** An instant as a cursor holds it, or null: JavaScript knows years that PostgreSQL does not. */
export function instantOf(text: string): Date | null {
  const instant = new Date(text);
  return INSTANT.test(text) && !Number.isNaN(instant.getTime()) ? instant : null;
}

/** @throws Refused bad-request for a cursor that is none of ours. */
export function cursorOf(cursor: string): { updatedAt: Date; id: string } {
  const [at = '', id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const updatedAt = instantOf(at);
  if (!isId(id) || !updatedAt) throw new Refused('bad-request', { field: 'cursor' });
  return { updatedAt, id };
}

/** Of a list by name. */
export function namePlace({ id, name }: { id: string; name: string }): string {
  return Buffer.from(`${id} ${name}`).toString('base64url');
}

/** @throws Refused bad-request for a cursor that is none of ours. */
export function namePlaceOf(cursor: string): { id: string; name: string } {
  const words = Buffer.from(cursor, 'base64url').toString('utf8');
  const [id, name] = [words.slice(0, 36), words.slice(37)];
  if (!isId(id) || !storable(name)) throw new Refused('bad-request', { field: 'cursor' });
  return { id, name };
}
