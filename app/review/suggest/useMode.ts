// How a person works on the text: editing, suggesting or reading; remembered for each person and review in this browser.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { ReviewPage } from '../../../domain/view';
import { modesFor, type WritingMode } from './modes';

export interface Mode {
  now: WritingMode;
  /** Those that the reader may choose, in the order of the switch. */
  options: readonly WritingMode[];
  set: (mode: WritingMode) => void;
  /** To which `toggle` leads; undefined where there is no choice. */
  other: WritingMode | undefined;
  /** From editing to suggesting and back; nothing where there is no choice. */
  toggle: () => void;
  /** What the last switch did, to be spoken; '' before the first. */
  news: string;
}

export function useMode(page: Pick<ReviewPage, 'id' | 'abilities' | 'me'>): Mode {
  const t = useTranslations('suggest.mode');
  const key = `countersign/${page.me.id}/${page.id}/mode`;
  const [wanted, setWanted] = useState<string | null>(() => remembered(key));
  const [news, setNews] = useState('');
  const options = modesFor(page.abilities);
  const now = options.find((mode) => mode === wanted) ?? options[0] ?? 'read';
  const set = useCallback(
    (mode: WritingMode) => {
      setWanted(mode);
      remember(key, mode);
      setNews(t('switched', { mode: t(mode), what: t(WHAT[mode]) }));
    },
    [key, t],
  );
  const other = options.find((mode) => mode === (now === 'suggest' ? 'edit' : 'suggest'));
  const toggle = () => {
    if (other) set(other);
  };
  return { now, options, set, other, toggle, news };
}

/** What each one means, in the words of `suggest.mode`. */
export const WHAT = { edit: 'saysEdit', suggest: 'saysSuggest', read: 'saysRead' } as const satisfies Record<
  WritingMode,
  string
>;

function remembered(key: string): string | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage.getItem(key);
  } catch (error) {
    console.warn('the mode is not remembered here', error);
    return null;
  }
}

function remember(key: string, mode: WritingMode): void {
  try {
    localStorage.setItem(key, mode);
  } catch (error) {
    console.warn('the mode is not remembered here', error);
  }
}
