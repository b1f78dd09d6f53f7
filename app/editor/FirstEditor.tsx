// The text that a writer can write in before the screen around it is here. Browser only.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useSame } from '../client/useSame';
import type { ItemWords } from './itemMarker';
import { Paper } from './Paper';
import { StaticPaper } from './StaticPaper';
import type { ReviewDoc } from './useReviewDoc';
import { bindingWouldWrite } from './view/bindingWouldWrite';
import { createView, type TextView } from './view/createView';
import type { FirstText } from './view/firstText';
import type { FieldHost } from './view/hosts';
import type { Shown } from './view/shown';
import { useNotes } from './view/useNotes';

interface Props {
  first: FirstText;
  reviewDoc: Pick<ReviewDoc, 'doc' | 'gate' | 'blocks'>;
  title: string;
  editable: boolean;
  numbers: readonly string[];
  items: ItemWords;
  fieldLine: (host: FieldHost) => ReactNode;
  fullWidth: boolean;
  /** What is typed now is no plain writing: it waits for the screen that knows what it is. */
  held: boolean;
}

const NOTHING: Omit<Shown, 'editable' | 'numbers' | 'items' | 'fullWidth'> = {
  suggesting: false,
  suggestOnly: false,
  suggestions: [],
  activeSuggestion: null,
  sections: null,
  guidance: {},
  threads: [],
  activeThread: null,
  findings: [],
  activeFinding: null,
};

export function FirstEditor({ first, reviewDoc, title, editable, numbers, items, fieldLine, fullWidth, held }: Props) {
  const t = useTranslations('editor');
  const { doc, gate, blocks } = reviewDoc;
  const place = useRef<HTMLDivElement | null>(null);
  const text = useRef<TextView | null>(null);
  const places = useSyncExternalStore(first.hosts.subscribe, first.hosts.list, first.hosts.list);
  const shown = useSame<Shown>({ ...NOTHING, editable, numbers, items, fullWidth });
  const [readable, setReadable] = useState(true);
  const { hear } = useNotes();
  const label = t('text');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document makes another view; what is shown follows below.
  useLayoutEffect(() => {
    const fits = !bindingWouldWrite(doc);
    setReadable(fits);
    const { current } = place;
    if (!current || !fits) return;
    const on = { note: hear, transaction: () => undefined };
    text.current = first.stand(doc, current, () =>
      createView({ place: current, label, doc, gate, shown, hosts: first.hosts, on }),
    );
    return () => {
      text.current = null;
    };
  }, [first, doc, gate, label]);

  useLayoutEffect(() => text.current?.show(shown), [shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has another view
  useLayoutEffect(() => text.current?.hold(held), [held, doc]);

  if (!readable) return <StaticPaper title={title} blocks={blocks} numbers={numbers} />;
  return (
    <Paper title={title} blocks={blocks}>
      <div className="ed-place">
        <div ref={place} />
      </div>
      {places.map((host) => createPortal(fieldLine(host), host.dom, host.key))}
    </Paper>
  );
}
