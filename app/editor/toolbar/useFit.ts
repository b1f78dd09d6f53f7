// Which tools of the bar do not fit on its one line: they are cut off below it, and the menu at its end offers them.
'use client';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The row breaks into lines and shows only the first; a tool names itself by `data-tool`. Answers the names that are not seen. */
export function useFit(): { row: RefObject<HTMLDivElement | null>; hidden: readonly string[] } {
  const row = useRef<HTMLDivElement | null>(null);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  useLayoutEffect(() => {
    const at = row.current;
    if (!at) return;
    const look = () => {
      const tools = [...at.querySelectorAll<HTMLElement>('[data-tool]')];
      const cut = tools.filter((tool) => tool.offsetTop >= at.offsetTop + at.clientHeight);
      const names = cut.map((tool) => tool.dataset.tool ?? '');
      setHidden((before) => (before.join() === names.join() ? before : names));
    };
    const watch = new ResizeObserver(look);
    watch.observe(at);
    // A tool's own width changes with its words (the kind of block).
    for (const child of at.children) watch.observe(child);
    look();
    return () => watch.disconnect();
  }, []);
  return { row, hidden };
}
