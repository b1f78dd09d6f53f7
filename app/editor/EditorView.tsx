// The live text on its paper: a ProseMirror view over the shared document, told by props what stands around it. Browser only.
'use client';
import { useTranslations } from 'next-intl';
import type { Transaction } from 'prosemirror-state';
import {
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { createPortal } from 'react-dom';
import type { SuggestionId } from '../../domain/document/layout';
import { useSame } from '../client/useSame';
import { laterPart } from '../ui/later';
import { notify } from '../ui/Toast';
import type { ItemWords } from './itemMarker';
import { Paper } from './Paper';
import { drawsOnlyOthers } from './plugins/cursors';
import { StaticPaper } from './StaticPaper';
import type { ReviewDoc } from './useReviewDoc';
import { bindingWouldWrite } from './view/bindingWouldWrite';
import { createRest } from './view/createRest';
import { createView, type TextView } from './view/createView';
import type { FirstText } from './view/firstText';
import { createHandle, type EditorHandle } from './view/handle';
import { createHosts, type FieldHost } from './view/hosts';
import { isFromShared } from './view/origin';
import type { Shown, ShownFinding, ShownSuggestion, ShownThread } from './view/shown';
import { useNotes } from './view/useNotes';

export type { EditorHandle };

const SelectionBar = laterPart(() => import('./selection/SelectionBar').then((module) => module.default));

interface Props {
  ref?: Ref<EditorHandle>;
  /** The page's first view, which goes on here. */
  first?: FirstText | undefined;
  reviewDoc: Pick<ReviewDoc, 'doc' | 'awareness' | 'gate' | 'blocks'>;
  title: string;
  /** Whether the reader may write now; selecting is possible in any case. */
  editable: boolean;
  /** Keys of the returned sections that alone may be written; absent: all may. */
  sections?: readonly string[] | null;
  /** Generated numbers by index of the block. */
  numbers: readonly string[];
  /** What the template asks for, by sectionKey. */
  guidance: Readonly<Record<string, string>>;
  /** Open threads: their ranges are shown, no others. */
  threads: readonly ShownThread[];
  activeThread: string | null;
  /** Markers beside points; null for a text without them. */
  items?: ItemWords | null;
  /** The field line of a measure, in the place that the view keeps for it. */
  fieldLine?: (host: FieldHost) => ReactNode;
  /** Half-width marks after Chinese become full-width. */
  fullWidth: boolean;
  onOpenThread: (id: string) => void;
  findings?: readonly ShownFinding[];
  activeFinding?: string | null;
  /** The pointer is over a finding (null: over none), or presses one. */
  onFinding?: (key: string | null, how: 'over' | 'press') => void;
  suggest: SuggestProps;
  /** Absent for those who may not comment. */
  onComment?: (() => void) | undefined;
  onLink: () => void;
  /** The reader's selection; null before they have made one. */
  onSelectionChange?: (selection: { empty: boolean } | null) => void;
}

const NONE: readonly ShownFinding[] = [];
/** How the reader takes part in suggestions. */
export interface SuggestProps {
  suggesting: boolean;
  suggestOnly: boolean;
  suggestions: readonly ShownSuggestion[];
  active: SuggestionId | null;
  onOpen: (id: SuggestionId) => void;
}

export function EditorView({ ref, first, reviewDoc, title, items = null, fieldLine, ...props }: Props) {
  const t = useTranslations('editor');
  const { doc, awareness, gate } = reviewDoc;
  const {
    editable,
    sections = null,
    numbers,
    guidance,
    threads,
    activeThread,
    findings = NONE,
    activeFinding = null,
    fullWidth,
  } = props;
  const { suggesting, suggestOnly, suggestions, active: activeSuggestion } = props.suggest;
  const place = useRef<HTMLDivElement | null>(null);
  const text = useRef<TextView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const shown = useSame<Shown>({
    editable,
    sections,
    numbers,
    guidance,
    threads,
    activeThread,
    findings,
    activeFinding,
    items,
    suggesting,
    suggestOnly,
    suggestions,
    activeSuggestion,
    fullWidth,
  });
  const [hosts] = useState(first ? first.hosts : createHosts);
  const places = useSyncExternalStore(hosts.subscribe, hosts.list, hosts.list);
  const [handle] = useState(createHandle);
  useImperativeHandle(ref, () => handle, [handle]);
  const [readable, setReadable] = useState(true);
  const label = t('text');
  const refusals = useTranslations('suggest');
  const said = useRef(refusals);
  said.current = refusals;
  const gripLabel = t('grip');
  const { hear, moved } = useNotes();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document makes another view; what is shown follows below.
  useLayoutEffect(() => {
    const fits = !bindingWouldWrite(doc);
    setReadable(fits);
    const { current } = place;
    if (!current || !fits) return;
    const on = {
      note: hear,
      transaction(tr: Transaction, view: TextView['view']) {
        if (drawsOnlyOthers(tr)) return;
        if (tr.selectionSet && !isFromShared(tr)) handle.choose();
        handle.look();
        if (handle.chosen) latest.current.onSelectionChange?.({ empty: view.state.selection.empty });
      },
    };
    const given = first?.take(doc);
    if (given) current.append(given.text.view.dom);
    const made = given?.text ?? createView({ place: current, label, doc, gate, shown, hosts, on });
    text.current = made;
    // Before each commit React walks through all nodes of an editable that has the focus, to put its selection back should it be made
    // anew, which this one never is. By this property it knows one. In a text of 300 blocks a seventh of all that React did.
    Object.defineProperty(made.view.dom, 'contentEditable', { value: 'inherit' });
    // A caret that came with the focus is the reader's as well.
    made.view.dom.addEventListener('focus', handle.choose);
    handle.attach(made.view);
    if (given?.focused) made.view.focus();
    made.hear(on);
    // What waited is done as it is meant now.
    made.show(shown);
    made.complete(
      createRest({
        gripLabel,
        awareness,
        gate,
        onOpenThread: (id) => latest.current.onOpenThread(id),
        onFinding: (key, how) => latest.current.onFinding?.(key, how),
        onNoSuggestion: (why) => notify(said.current(`refused.${why}`)),
        onOpenSuggestion: (id) => latest.current.suggest.onOpen(id),
      }),
    );
    return () => {
      text.current = null;
      handle.attach(null);
      made.destroy();
    };
  }, [doc, awareness, gate, handle, hosts, label, gripLabel, first, hear]);

  useLayoutEffect(() => text.current?.show(shown), [shown]);

  if (!readable) return <StaticPaper title={title} blocks={reviewDoc.blocks} numbers={numbers} />;
  return (
    <Paper title={title} blocks={reviewDoc.blocks}>
      <div className="ed-place">
        <div ref={place} />
        <SelectionBar handle={handle} editable={editable} onComment={props.onComment} onLink={props.onLink} />
      </div>
      <span className="sr" role="status">
        {moved}
      </span>
      {fieldLine && places.map((host) => createPortal(fieldLine(host), host.dom, host.key))}
    </Paper>
  );
}
