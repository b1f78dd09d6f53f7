// One review in the browser: the first paint from the server, replaced in place by the live text once its code is here.
'use client';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import type { Block } from '../../domain/document/blocks';
import type { ReviewPage } from '../../domain/view';
import { FirstPaintContext } from './firstPaint';
import { StaticReview } from './StaticReview';

/** Never on the server: it would bring a second Yjs, whose types are strangers to the first (STACK trap 5). */
const Room = dynamic(() => import('./Room').then((module) => module.Room), {
  ssr: false,
  loading: () => <StaticReview />,
});

export function ReviewScreen({ page, blocks }: { page: ReviewPage; blocks: readonly Block[] }) {
  const scrolled = useRef(0);
  const [opened] = useState(page.epoch);
  return (
    <FirstPaintContext value={{ page, blocks, scrolled }}>
      {/* Another person, or another history, begins anew: nothing of the former copy may flow into it. */}
      <Room key={`${page.me.id} ${page.epoch}`} page={page} restored={page.epoch !== opened} />
    </FirstPaintContext>
  );
}
