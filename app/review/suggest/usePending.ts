// The pending suggestions in the text, read when its blocks are new; equal ones are the same value.
'use client';
import { useMemo, useRef } from 'react';
import type * as Y from 'yjs';
import type { Block } from '../../../domain/document/blocks';
import { pendingSuggestions, type Suggestion } from '../../../domain/document/suggestions';

export function usePending(doc: Y.Doc, blocks: readonly Block[]): readonly Suggestion[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: new blocks are what says that the document has changed
  const found = useMemo(() => pendingSuggestions(doc), [doc, blocks]);
  const kept = useRef(found);
  if (JSON.stringify(kept.current) !== JSON.stringify(found)) kept.current = found;
  return kept.current;
}
