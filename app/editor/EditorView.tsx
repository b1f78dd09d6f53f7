// The live text on its paper: a ProseMirror view over the shared document, told by props what stands around it. Browser only.
'use client';
import { useTranslations } from 'next-intl';
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
import { drawsOnlyOthers } from './plugins/cursors';
import { StaticPaper } from './StaticPaper';
import type { ReviewDoc } from './useReviewDoc';
import { bindingWouldWrite } from './view/bindingWouldWrite';
import { createView, type TextView } from './view/createView';
import { createHandle, type EditorHandle } from './view/handle';
import { createHosts, type FieldHost } from './view/hosts';
import type { Note } from './view/notes';
import { isFromShared } from './view/origin';
import type { Shown, ShownFinding, ShownSuggestion, ShownThread } from './view/shown';

export type { EditorHandle };

const SelectionBar = laterPart(() => import('./selection/SelectionBar').then((module) => module.default));

interface Props {
  ref?: Ref<EditorHandle>;
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

export function EditorView({ ref, reviewDoc, title, items = null, fieldLine, ...props }: Props) {
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
  const [hosts] = useState(createHosts);
  const places = useSyncExternalStore(hosts.subscribe, hosts.list, hosts.list);
  const [handle] = useState(createHandle);
  useImperativeHandle(ref, () => handle, [handle]);
  const [readable, setReadable] = useState(true);
  const label = t('text');
  const refusals = useTranslations('suggest');
  const said = useRef(refusals);
  said.current = refusals;
  const gripLabel = t('grip');
  const [moved, setMoved] = useState('');
  const hear = useRef<(note: Note) => void>(() => undefined);
  hear.current = (note) => {
    if (note.kind === 'tooMuch') notify(t('tooMuch'));
    if (note.kind === 'otherSection') notify(t('otherSection'));
    if (note.kind === 'pictures') notify(t('pictures', { n: note.n }));
    if (note.kind === 'moved') setMoved(note.after === null ? t('movedFirst') : t('moved', { after: note.after }));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document makes another view; what is shown follows below.
  useLayoutEffect(() => {
    const fits = !bindingWouldWrite(doc);
    setReadable(fits);
    if (!place.current || !fits) return;
    const made = createView({
      place: place.current,
      label,
      gripLabel,
      doc,
      awareness,
      gate,
      shown,
      hosts,
      onOpenThread: (id) => latest.current.onOpenThread(id),
      onFinding: (key, how) => latest.current.onFinding?.(key, how),
      onNoSuggestion: (why) => notify(said.current(`refused.${why}`)),
      onOpenSuggestion: (id) => latest.current.suggest.onOpen(id),
      onNote: (note) => hear.current(note),
      onTransaction(tr, view) {
        if (drawsOnlyOthers(tr)) return;
        if (tr.selectionSet && !isFromShared(tr)) handle.choose();
        handle.look();
        if (handle.chosen) latest.current.onSelectionChange?.({ empty: view.state.selection.empty });
      },
    });
    text.current = made;
    // A caret that came with the focus is the reader's as well.
    made.view.dom.addEventListener('focus', handle.choose);
    handle.attach(made.view);
    return () => {
      text.current = null;
      handle.attach(null);
      made.destroy();
    };
  }, [doc, awareness, gate, handle, hosts, label, gripLabel]);

  useLayoutEffect(() => text.current?.show(shown), [shown]);

  if (!readable) return <StaticPaper title={title} blocks={reviewDoc.blocks} numbers={numbers} />;
  return (
    <article className="paper doc">
      <h2 className="d-title">{title}</h2>
      <div className="ed-place">
        <div ref={place} />
        <SelectionBar handle={handle} editable={editable} onComment={props.onComment} onLink={props.onLink} />
      </div>
      <span className="sr" role="status">
        {moved}
      </span>
      {fieldLine && places.map((host) => createPortal(fieldLine(host), host.dom, host.key))}
    </article>
  );
}
