// Other people's carets and selections, in their colours, with their names. Names come from the server and are only ever text.
import { yCursorPlugin } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import { createRelativePositionFromJSON } from 'yjs';
import { personOf } from '../session/presence';

export function cursorsPlugin(awareness: Awareness) {
  return yCursorPlugin(awareness, {
    awarenessStateFilter: (own, client, state) =>
      own !== client && personOf(state.user) !== null && isCursor(state.cursor),
    cursorBuilder: caretOf,
    selectionBuilder: (user) => {
      const colour = personOf(user)?.colour ?? 1;
      return { class: 'remote-sel', style: `--who-soft: var(--who-${colour}-soft); --who-c: var(--who-${colour})` };
    },
  });
}

/** A caret that cannot be read would stop the drawing of everybody's text. */
function isCursor(cursor: unknown): boolean {
  if (typeof cursor !== 'object' || cursor === null) return false;
  const { anchor, head } = cursor as Record<string, unknown>;
  return isPosition(anchor) && isPosition(head);
}

function isPosition(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const { type, tname, item } = createRelativePositionFromJSON(json);
  const isId = (id: { client: unknown; clock: unknown } | null) =>
    id === null || (Number.isSafeInteger(id.client) && Number.isSafeInteger(id.clock));
  return isId(type) && isId(item) && (tname === null || tname === 'content') && (type ?? tname ?? item) !== null;
}

/** The joiners on both sides keep the caret from opening a place to break the line. */
function caretOf(user: unknown): HTMLElement {
  const person = personOf(user);
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.style.setProperty('--who', `var(--who-${person?.colour ?? 1})`);
  const flag = document.createElement('b');
  flag.textContent = person?.name ?? '';
  caret.append('\u2060', flag, '\u2060');
  requestAnimationFrame(() => {
    const page = caret.closest('.doc')?.getBoundingClientRect();
    caret.classList.toggle('is-flip', page !== undefined && flag.getBoundingClientRect().right > page.right);
  });
  return caret;
}
