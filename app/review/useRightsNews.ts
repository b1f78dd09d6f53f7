// Tells the reader when their right to write changed while they were here, apart from a change of stage, which has its own words.
'use client';
import { useState } from 'react';
import type { ReviewPage } from '../../domain/view';
import { useWritable } from './useWritable';

type News = 'less' | 'more';

export function useRightsNews(page: Pick<ReviewPage, 'stage' | 'abilities' | 'openSections'>): {
  news: News | null;
  dismiss: () => void;
} {
  const { writes } = useWritable(page);
  // Sections that are returned or frozen again are told by their own banner, as a stage is.
  const stage = `${page.stage} ${page.openSections.join(' ')}`;
  const [before, setBefore] = useState({ stage, writes });
  const [news, setNews] = useState<News | null>(null);
  if (before.stage !== stage || before.writes !== writes) {
    setBefore({ stage, writes });
    setNews(before.stage === stage ? (writes ? 'more' : 'less') : null);
  }
  return { news, dismiss: () => setNews(null) };
}
