// How a state of the text is named in addresses and requests: now, a frozen version, a named one, or a place in the log.
import { isId } from './ids';

export type VersionRef =
  | { kind: 'now' }
  | { kind: 'frozen'; no: number }
  | { kind: 'named'; id: string }
  | { kind: 'change'; epoch: number; seq: number };

/** VE3: `now`, `v3`, `n` and an id, `c` and epoch.seq; null for anything else. */
export function parseVersionRef(text: string): VersionRef | null {
  if (text === 'now') return { kind: 'now' };
  const frozen = /^v([1-9]\d{0,5})$/.exec(text);
  if (frozen) return { kind: 'frozen', no: Number(frozen[1]) };
  const change = /^c(\d{1,9})\.(\d{1,15})$/.exec(text);
  if (change) return { kind: 'change', epoch: Number(change[1]), seq: Number(change[2]) };
  return text.startsWith('n') && isId(text.slice(1)) ? { kind: 'named', id: text.slice(1) } : null;
}

export function versionRefText(ref: VersionRef): string {
  switch (ref.kind) {
    case 'now':
      return 'now';
    case 'frozen':
      return `v${ref.no}`;
    case 'named':
      return `n${ref.id}`;
    case 'change':
      return `c${ref.epoch}.${ref.seq}`;
  }
}
