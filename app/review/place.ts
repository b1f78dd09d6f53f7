// Where an address leads on the review screen. Loaded when an address names a place.
import { type Block, textOf } from '../../domain/document/blocks';
import { sectionsOf, wordsOf } from '../../domain/document/sections';
import { folded, holds, searchQuery } from '../../domain/search';
import type { EditorHandle } from '../editor/EditorView';
import { showHit } from '../editor/find/showHit';

/** The lists beside the text to which an address may lead. */
export const ADDRESSED = ['suggestions', 'signoff'] as const;
export type AddressedTab = (typeof ADDRESSED)[number];

export interface Goes {
  thread: (id: string) => void;
  block: (index: number) => void;
  tab: (tab: AddressedTab) => void;
  view: EditorHandle['view'];
}

export interface Sought {
  /** What was searched for. */
  find: string;
  /** The words from the hit on, as the result showed them; '' where nobody knows. */
  near: string;
  section: string | null;
}

/** Characters that a generated number may have been cut from: fewer say too little. */
const ENOUGH = 4;
const START = 12;

/**
 * SE9: the block of the section, else of the text, that holds every term where the words go on as they were shown; else one that holds
 * every term; else one that holds the first; else the one whose number was found. Null when none does and the section is not there.
 */
export function blockOf(blocks: readonly Block[], { find, near, section: key }: Sought): number | null {
  const { terms } = searchQuery(find);
  const [first] = terms;
  const section = sectionsOf(blocks).find(({ id }) => id === key);
  if (first === undefined) return section?.start ?? null;
  const words = blocks.map((block) => (block.type === 'table' ? wordsOf(block) : textOf(block.runs)));
  const shown = folded(near);
  const isNumbered = (text: string) => {
    const start = folded(text).slice(0, START);
    return start.length >= ENOUGH && shown.includes(start);
  };
  const looks: ((text: string) => boolean)[] = [
    ...(shown === '' ? [] : [(text: string) => holds(text, terms) && folded(text).includes(shown)]),
    (text) => holds(text, terms),
    (text) => holds(text, [first]),
    isNumbered,
  ];
  for (const look of looks) {
    const among = (from: number, to: number) => {
      const at = words.slice(from, to).findIndex(look);
      return at < 0 ? null : from + at;
    };
    const found = (section && among(section.start, section.end)) ?? among(0, blocks.length);
    if (found !== null) return found;
  }
  return section?.start ?? null;
}

/** ?thread=ID, ?find=WORDS&near=WORDS&section=KEY, ?section=KEY, ?tab=NAME. */
export function goTo(params: URLSearchParams, blocks: readonly Block[], go: Goes): void {
  const tab = ADDRESSED.find((one) => one === params.get('tab'));
  const thread = params.get('thread');
  const sought = { find: params.get('find') ?? '', near: params.get('near') ?? '', section: params.get('section') };
  if (tab) go.tab(tab);
  if (thread !== null) go.thread(thread);
  const names = thread === null && (sought.find !== '' || sought.section !== null);
  const block = names ? blockOf(blocks, sought) : null;
  if (block === null) return;
  go.block(block);
  const { terms } = searchQuery(sought.find);
  const view = go.view();
  // The text's pane is shown first.
  if (view && terms.length > 0) requestAnimationFrame(() => showHit(view, block, terms, sought.near));
}
