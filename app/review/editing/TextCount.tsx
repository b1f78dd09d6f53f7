// How long the text is and where the reader is in it: pages and characters, of the selection when there is one (ED1, ED2).
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { numberBlocks } from '../../../domain/document/render';
import { wordsOf } from '../../../domain/document/sections';
import type { ReviewPage } from '../../../domain/view';
import { charactersIn } from '../../../domain/writing/count';
import { languageOf } from '../../../domain/writing/language';
import { type Pages, pagesOf } from '../../../domain/writing/pages';
import type { EditorHandle } from '../../editor/EditorView';
import { nextFrame } from '../../editor/session/nextFrame';
import { standingWords } from '../../editor/view/standingWords';

interface Props {
  page: Pick<ReviewPage, 'title' | 'templateBody'>;
  handle: RefObject<EditorHandle | null>;
  blocks: readonly Block[];
}

export function TextCount({ page, handle, blocks }: Props) {
  const t = useTranslations('editor.count');
  const { title, templateBody } = page;
  const all = useMemo(() => blocks.reduce((sum, block) => sum + lengthOf(block), 0), [blocks]);
  const pages = useMemo(() => pagesOf(title, numberBlocks(blocks, templateBody)), [title, blocks, templateBody]);
  const { page: here, selected } = useCaret(handle, pages);
  return (
    <span className="count" title={t('how')}>
      <span className="count-pages">{t('pages', { page: here, pages: pages.pages })} · </span>
      {selected > 0
        ? t('selected', { n: selected, all })
        : t(languageOf(blocks) === 'en' ? 'words' : 'all', { n: all })}
    </span>
  );
}

/** Blocks are values: each is counted once. */
const counted = new WeakMap<Block, number>();

function lengthOf(block: Block): number {
  const length = counted.get(block) ?? charactersIn(wordsOf(block));
  counted.set(block, length);
  return length;
}

interface Caret {
  page: number;
  /** Characters. */
  selected: number;
}

/** Once a frame: a key held down moves the caret more often. What is shown of it mostly stays the same. */
function useCaret(handle: RefObject<EditorHandle | null>, pages: Pages): Caret {
  const [caret, setCaret] = useState<Caret>({ page: 1, selected: 0 });
  useEffect(() => {
    const look = () => {
      const next = caretOf(handle.current, pages);
      setCaret((before) => (next.page === before.page && next.selected === before.selected ? before : next));
    };
    const frame = nextFrame(look);
    const stop = handle.current?.watch(frame.ask);
    look();
    return () => {
      stop?.();
      frame.cancel();
    };
  }, [handle, pages]);
  return caret;
}

function caretOf(handle: EditorHandle | null, pages: Pages): Caret {
  const state = handle?.view()?.state;
  if (!state) return { page: 1, selected: 0 };
  const { $head, from, to } = state.selection;
  const inBlock = $head.depth === 1 ? $head.parentOffset : 0;
  const selected = from === to ? 0 : charactersIn(standingWords(state.doc, from, to));
  return { page: pages.at(Math.min($head.index(0), Math.max(0, state.doc.childCount - 1)), inBlock), selected };
}
