// The real statements of the corpus and what is expected of them; read from outside the project, never part of it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outline } from '../../domain/document/outlineTypes';

const ROOT = process.env.COUNTERSIGN_CORPUS ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');

interface Expected extends Omit<Outline, 'preamble'> {
  file: string;
  template: string;
  preamble: Outline['preamble'];
}

/** Null, and said in words, where the corpus is absent. */
export function corpus(): { text: string; expected: Expected }[] | null {
  const list = join(ROOT, 'expected-outline.json');
  if (!existsSync(list)) {
    process.stdout.write('skipped: no corpus of real statements here (COUNTERSIGN_CORPUS names its folder)\n');
    return null;
  }
  const { documents } = JSON.parse(readFileSync(list, 'utf8')) as { documents: Expected[] };
  return documents.map((expected) => ({ text: readFileSync(join(ROOT, expected.file), 'utf8'), expected }));
}
