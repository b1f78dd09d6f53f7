// Which section of the outline the reader is in, followed while they scroll.
'use client';
import { type RefObject, useEffect, useState } from 'react';
import type { Block } from '../../domain/document/blocks';
import { type OutlineRow, rowAt } from './outline/outlineRows';

/** A heading counts as reached this far below the top of the pane, in px. */
const READING_LINE = 140;

/** The row's id. Headings in the page and heading blocks stand in the same order, so the nth is the nth. */
export function useCurrentRow(
  scroller: RefObject<HTMLElement | null>,
  blocks: readonly Block[],
  rows: readonly OutlineRow[],
): string | null {
  const [block, setBlock] = useState(0);
  useEffect(() => {
    const pane = scroller.current;
    if (!pane) return;
    const headingBlocks = blocks.flatMap((one, n) => (one.type === 'heading' ? [n] : []));
    let frame = 0;
    const look = () => {
      frame = 0;
      const line = pane.getBoundingClientRect().top + READING_LINE;
      const headings = Array.from(pane.querySelectorAll('.d-1, .d-2, .d-3'));
      const reached = headings.filter((heading) => heading.getBoundingClientRect().top <= line).length;
      setBlock(reached === 0 ? 0 : (headingBlocks[reached - 1] ?? 0));
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    pane.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      pane.removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
    };
  }, [scroller, blocks]);
  return rowAt(rows, block)?.id ?? null;
}
