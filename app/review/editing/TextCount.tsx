// How long the text is and where the reader is in it: pages and characters, of the selection when there is one (ED1, ED2).
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { numberBlocks } from '../../../domain/document/render';
import { wordsOf } from '../../../domain/document/sections';
import type { ReviewPage } from '../../../domain/view';
import { charactersIn } from '../../../domain/writing/count';
import { pagesOf } from '../../../domain/writing/pages';
import type { EditorHandle } from '../../editor/EditorView';

interface Props {
  page: Pick<ReviewPage, 'title' | 'templateBody'>;
  handle: RefObject<EditorHandle | null>;
  blocks: readonly Block[];
}

export function TextCount({ page, handle, blocks }: Props) {
  const t = useTranslations('editor.count');
  // Counting waits for the typing.
  const settled = useDeferredValue(blocks);
  const { title, templateBody } = page;
  const all = useMemo(() => settled.reduce((sum, block) => sum + charactersIn(wordsOf(block)), 0), [settled]);
  const pages = useMemo(() => pagesOf(title, numberBlocks(settled, templateBody)), [title, settled, templateBody]);
  const { block, offset, selected } = useCaret(handle);
  return (
    <span className="count" title={t('how')}>
      <span className="count-pages">{t('pages', { page: pages.at(block, offset), pages: pages.pages })} · </span>
      {selected > 0 ? t('selected', { n: selected, all }) : t('all', { n: all })}
    </span>
  );
}

interface Caret {
  block: number;
  offset: number;
  /** Characters. */
  selected: number;
}

const START: Caret = { block: 0, offset: 0, selected: 0 };

/** Once a frame: a key held down moves the caret more often. */
function useCaret(handle: RefObject<EditorHandle | null>): Caret {
  const [caret, setCaret] = useState(START);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const next = caretOf(handle.current);
      setCaret((before) => (JSON.stringify(next) === JSON.stringify(before) ? before : next));
    };
    const stop = handle.current?.watch(() => {
      frame ||= requestAnimationFrame(look);
    });
    return () => {
      stop?.();
      cancelAnimationFrame(frame);
    };
  }, [handle]);
  return caret;
}

function caretOf(handle: EditorHandle | null): Caret {
  const state = handle?.view()?.state;
  if (!state) return START;
  const { $head, from, to } = state.selection;
  const inBlock = $head.depth === 1 ? $head.parentOffset : 0;
  const selected = from === to ? 0 : charactersIn(state.doc.textBetween(from, to, '\n'));
  return { block: Math.min($head.index(0), Math.max(0, state.doc.childCount - 1)), offset: inBlock, selected };
}
