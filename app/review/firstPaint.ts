// What the first paint hands to the live screen that replaces it: the page, its text, and where the reader has scrolled to.
'use client';
import { createContext, type RefObject, useContext } from 'react';
import type { Block } from '../../domain/document/blocks';
import { must } from '../../domain/must';
import type { ReviewPage } from '../../domain/view';

export interface FirstPaint {
  page: ReviewPage;
  /** The committed text. */
  blocks: readonly Block[];
  /** Of the text's pane, in px. */
  scrolled: RefObject<number>;
}

export const FirstPaintContext = createContext<FirstPaint | null>(null);

export function useFirstPaint(): FirstPaint {
  return must(useContext(FirstPaintContext), 'the review screen provides its first paint');
}
