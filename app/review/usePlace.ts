// The place that an address names (?thread=ID, ?find=WORDS&section=KEY): gone to once, when the text is there.
'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { type Block, textOf } from '../../domain/document/blocks';
import { sectionsOf, wordsOf } from '../../domain/document/sections';
import { holds, searchQuery } from '../../domain/search';

interface Goes {
  thread: (id: string) => void;
  block: (index: number) => void;
}

/** The first block of the section, else of the text, that holds every term; else one that holds the first; null when none does. */
export function blockOf(blocks: readonly Block[], find: string, sectionKey: string | null): number | null {
  const { terms } = searchQuery(find);
  const [first] = terms;
  if (first === undefined) return null;
  const section = sectionsOf(blocks).find(({ id }) => id === sectionKey);
  const words = blocks.map((block) => (block.type === 'table' ? wordsOf(block) : textOf(block.runs)));
  const among = (wanted: readonly string[], from: number, to: number) => {
    const at = words.slice(from, to).findIndex((text) => holds(text, wanted));
    return at < 0 ? null : from + at;
  };
  for (const wanted of [terms, [first]]) {
    const inside = section ? among(wanted, section.start, section.end) : null;
    const found = inside ?? among(wanted, 0, blocks.length);
    if (found !== null) return found;
  }
  return section?.start ?? null;
}

/** `ready`: the text stands on the screen. The address loses the place afterwards: a reload stays where the reader is. */
export function usePlace(ready: boolean, blocks: readonly Block[], go: Goes): void {
  const asked = useSearchParams().toString();
  const path = usePathname();
  const done = useRef('');
  useEffect(() => {
    // The same place may be asked for again.
    if (asked === '') done.current = '';
    if (!ready || asked === '' || done.current === asked) return;
    const params = new URLSearchParams(asked);
    const [thread, find] = [params.get('thread'), params.get('find')];
    if (thread === null && find === null) return;
    done.current = asked;
    if (thread !== null) go.thread(thread);
    const block = find === null ? null : blockOf(blocks, find, params.get('section'));
    if (block !== null) go.block(block);
    window.history.replaceState(null, '', path);
  }, [ready, asked, path, blocks, go]);
}
