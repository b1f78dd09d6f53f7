// Where a list that is sorted by its newest change goes on.
import { isId } from '../../domain/ids';
import { Refused } from '../../domain/refusal';

/** An instant as a cursor holds it: JavaScript knows years that PostgreSQL does not. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function cursorText({ updatedAt, id }: { updatedAt: Date; id: string }): string {
  return Buffer.from(`${updatedAt.toISOString()} ${id}`).toString('base64url');
}

/** @throws Refused bad-request for a cursor that is none of ours. */
export function cursorOf(cursor: string): { updatedAt: Date; id: string } {
  const [at = '', id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const updatedAt = new Date(at);
  if (!isId(id) || !INSTANT.test(at) || Number.isNaN(updatedAt.getTime()))
    throw new Refused('bad-request', { field: 'cursor' });
  return { updatedAt, id };
}
