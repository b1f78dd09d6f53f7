// The rail's head: comments, suggestions or checks, each with its number.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { IconButton } from '../../ui/Button';

export const RAIL_TABS = ['threads', 'suggestions', 'checks', 'signoff'] as const;
export type RailTab = (typeof RAIL_TABS)[number];

interface Props {
  tab: RailTab;
  /** Null: nobody knows yet. A list that is not counted is not there. */
  counts: Partial<Record<RailTab, number | null>>;
  onTab: (tab: RailTab) => void;
  onClose: () => void;
}

export function RailTabs({ tab, counts, onTab, onClose }: Props) {
  const threads = useTranslations('threads');
  const suggest = useTranslations('suggest');
  const checks = useTranslations('checks');
  const signers = useTranslations('signers.rail');
  const shown = RAIL_TABS.filter((one) => counts[one] !== undefined);
  const list = useRef<HTMLDivElement>(null);
  const words: Record<RailTab, string> = {
    threads: threads('title'),
    suggestions: suggest('title'),
    checks: checks('title'),
    signoff: signers('title'),
  };
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
    if (!next) return;
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#rail-tab-${next}`)?.focus();
  };
  return (
    <section className="ws-bar rail-h" aria-label={threads('rail')}>
      <div ref={list} className="tabs" role="tablist" aria-label={threads('rail')} onKeyDown={walk}>
        {shown.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`rail-tab-${one}`}
            aria-selected={one === tab}
            aria-controls="rail"
            tabIndex={one === tab ? 0 : -1}
            onClick={() => onTab(one)}
          >
            {words[one]}
            {typeof counts[one] === 'number' && (counts[one] > 0 || shown.length < 4) && (
              <span className="tab-n">{counts[one]}</span>
            )}
          </button>
        ))}
      </div>
      <span className="grow" />
      <IconButton icon="chev-r" size="sm" label={threads('closeRail')} onClick={onClose} />
    </section>
  );
}
