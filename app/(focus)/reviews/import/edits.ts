// Changes of the imported text that settle a doubt. Each takes the text it was made for and gives the changed one. Pure.
import { chineseOrdinal } from '../../../../domain/template/ordinal';

export type Edit = (text: string) => string;

interface Range {
  start: number;
  end: number;
}

export function insertAt(at: number, words: string): Edit {
  return (text) => text.slice(0, at) + words + text.slice(at);
}

export function remove({ start, end }: Range): Edit {
  return (text) => text.slice(0, start) + text.slice(end);
}

/** Another name inside a heading; its number and what stands around the name stay. */
export function rename({ start, end }: Range, from: string, to: string): Edit {
  return (text) => {
    const heading = text.slice(start, end);
    const at = heading.lastIndexOf(from);
    if (at < 0) return text;
    return text.slice(0, start + at) + to + text.slice(start + at + from.length);
  };
}

/** Takes the line ends between `from` and `to` out; null where something but white stands there. */
export function join(text: string, from: number, to: number): Edit | null {
  return text.slice(from, to).trim() === '' ? remove({ start: from, end: to }) : null;
}

/** The mark of the point after the one with this mark and number, in the same style; null for a style that is not known. */
export function nextMarker(marker: string, n: number): string | null {
  const next = n + 1;
  const word = /[是要]$/.exec(marker)?.[0];
  if (word) return chineseOrdinal(next) + word;
  if (/\d/.test(marker)) return marker.replace(/\d+(?!.*\d)/, String(next));
  return /^[•●▪‣·*–-]$/.test(marker) ? `${marker} ` : null;
}
