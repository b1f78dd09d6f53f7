// Where everything of the review screen stands: bars, banners, outline, text, rail. Knows no data.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode, Ref } from 'react';
import type { Panes } from './usePanes';

interface Props {
  top: ReactNode;
  /** Between the bars and the text: the phone's strip and the banners. */
  across?: ReactNode;
  outline: ReactNode;
  tools: ReactNode;
  railHead: ReactNode;
  rail: ReactNode;
  railLabel: string;
  /** The rail's list of checks scrolls on its own; comments scroll with the text. */
  railChecks?: boolean;
  tray?: ReactNode;
  tabs?: ReactNode;
  panes?: Pick<Panes, 'outline' | 'rail' | 'phone' | 'full'>;
  scroller?: Ref<HTMLDivElement>;
  railRef?: Ref<HTMLElement>;
  /** Where the text's pane is scrolled to, in px. */
  onScroll?: (top: number) => void;
  children: ReactNode;
}

export function Workspace({
  top,
  across,
  outline,
  tools,
  railHead,
  rail,
  railLabel,
  railChecks,
  tray,
  tabs,
  panes,
  scroller,
  railRef,
  onScroll,
  children,
}: Props) {
  const t = useTranslations('review');
  return (
    <div className={panes?.full ? 'rv is-full' : 'rv'}>
      {top}
      <section aria-label={t('across')}>{across}</section>
      <div className="ws" data-outline={panes?.outline} data-rail={panes?.rail} data-pane={panes?.phone}>
        {outline}
        <div
          className="ws-scroll"
          ref={scroller}
          onScroll={onScroll && ((event) => onScroll(event.currentTarget.scrollTop))}
        >
          <section className="ws-bar ws-tools" aria-label={t('tools')}>
            {tools}
          </section>
          {railHead}
          <main className="ws-page" id="main" tabIndex={-1}>
            {children}
          </main>
          <aside
            className={`rail${railChecks ? ' rail-checks' : ''}`}
            id="rail"
            ref={railRef}
            aria-label={railLabel}
            tabIndex={-1}
          >
            {rail}
          </aside>
          {tray}
        </div>
      </div>
      {tabs}
    </div>
  );
}
