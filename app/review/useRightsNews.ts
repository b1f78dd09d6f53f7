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
  const [before, setBefore] = useState({ stage: page.stage, writes });
  const [news, setNews] = useState<News | null>(null);
  if (before.stage !== page.stage || before.writes !== writes) {
    setBefore({ stage: page.stage, writes });
    setNews(before.stage === page.stage ? (writes ? 'more' : 'less') : null);
  }
  return { news, dismiss: () => setNews(null) };
}
