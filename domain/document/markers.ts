// Site markers pasted along with a text (##name##): taken out in place, the text around them joined.

export interface Unmarked {
  /** Offset in the raw text of each character that stays. */
  offsets: number[];
  /** Offsets of each marker, first and one past the last. */
  markers: { start: number; end: number }[];
}

/** Where a possible marker begins among the kept characters, and how much of it has been seen. */
interface State {
  open: number;
  seen: 'nothing' | 'hash' | 'opened' | 'name' | 'closing';
}

const START: State = { open: -1, seen: 'nothing' };

/**
 * OL2: removes every `##[A-Za-z][A-Za-z0-9_]*##` of text[start, end), also one that only appears when another is gone, so
 * that a second reading finds none. One pass whatever the text: each kept character remembers the state before it.
 */
export function withoutMarkers(text: string, start: number, end: number): Unmarked {
  const offsets: number[] = [];
  const states: State[] = [];
  const markers: Unmarked['markers'] = [];
  let state = START;
  for (let at = start; at < end; at++) {
    const character = text[at] ?? '';
    if (character === '#' && state.seen === 'closing') {
      const first = state.open;
      markers.push({ start: offsets[first] ?? at, end: at + 1 });
      state = states[first] ?? START;
      offsets.length = first;
      states.length = first;
      continue;
    }
    states.push(state);
    state = after(state, character, offsets.length);
    offsets.push(at);
  }
  return { offsets, markers };
}

function after({ open, seen }: State, character: string, index: number): State {
  if (character === '#') {
    if (seen === 'name') return { open, seen: 'closing' };
    if (seen === 'hash' || seen === 'opened') return { open: index - 1, seen: 'opened' };
    return { open: -1, seen: 'hash' };
  }
  const named = seen === 'opened' ? /[A-Za-z]/.test(character) : seen === 'name' && /[A-Za-z0-9_]/.test(character);
  return named ? { open, seen: 'name' } : START;
}
