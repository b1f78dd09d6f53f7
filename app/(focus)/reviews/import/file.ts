// From a chosen file to what the server reads: its kind by its name, as people know it; the server looks at the bytes. Pure.
import { ok, type Result, refused } from '../../../../domain/result';
import type { Reading } from './useRecognise';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TYPES: Readonly<Record<string, string>> = { docx: DOCX, txt: 'text/plain', md: 'text/markdown' };

export const ACCEPTED = '.docx,.txt,.md';

/** Refusals: unsupported-type. */
export function readingOf(file: File): Result<Reading> {
  const type = TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  // Browsers guess a type, or none, from the machine's registry: ours is set over it.
  return type ? ok({ name: file.name, body: file.slice(0, file.size, type) }) : refused('unsupported-type');
}
