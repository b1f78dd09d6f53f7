// What others see of a person: who it is, by the server's word, and where the cursor stands. Nothing else that a client sends.
import * as Y from 'yjs';
import { CONTENT } from '../../domain/document/layout';

/** As JSON, the entry of presence that peers get. */
export function shown(person: { id: string; name: string; colour: number }, state: Record<string, unknown>): string {
  const cursor = typeof state.cursor === 'object' ? (state.cursor as Record<string, unknown> | null) : null;
  const anchor = cursor && anchorOf(cursor.anchor);
  const head = cursor && anchorOf(cursor.head);
  return JSON.stringify({ user: person, cursor: anchor && head ? { anchor, head } : null });
}

/** A Yjs relative position, rebuilt from its known fields; null for anything else. */
function anchorOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  const { type, tname, item, assoc } = value as Record<string, unknown>;
  const position = new Y.RelativePosition(
    idOf(type),
    // Any other name would make a root of that name in the documents of all who look for the cursor.
    tname === CONTENT ? CONTENT : null,
    idOf(item),
    typeof assoc === 'number' && assoc < 0 ? -1 : 0,
  );
  const placed = position.type !== null || position.tname !== null || position.item !== null;
  return placed ? Y.relativePositionToJSON(position) : null;
}

function idOf(value: unknown): Y.ID | null {
  if (typeof value !== 'object' || value === null) return null;
  const { client, clock } = value as Record<string, unknown>;
  const whole = (n: unknown): n is number => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
  return whole(client) && whole(clock) ? Y.createID(client, clock) : null;
}
