// The bar over the text that finds and replaces. Loaded when it is first asked for.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import type { EditorHandle } from '../view/handle';
import { standingWords } from '../view/standingWords';
import { createFinder, type Finder, type Found } from './finder';

interface Props {
  handle: RefObject<EditorHandle | null>;
  /** Without the right to write it only finds. */
  editable: boolean;
  /** Whether the line for replacing is open. */
  replacing: boolean;
  /** Changes when it is asked for again: the field gets the focus. */
  asked: number;
  onReplacing: (on: boolean) => void;
  onClose: () => void;
}

const NOTHING: Found = { n: 0, all: 0 };
const never = () => () => undefined;

export default function FindBar({ handle, editable, replacing, asked, onReplacing, onClose }: Props) {
  const t = useTranslations('editor.find');
  const [words, setWords] = useState(() => selectedWords(handle.current));
  // Letters on their way to becoming Chinese look for nothing.
  const [sought, setSought] = useState(words);
  const [instead, setInstead] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [told, setTold] = useState('');
  const [done, setDone] = useState(false);
  const field = useRef<HTMLInputElement | null>(null);
  const finder = useFinder(handle);
  const { n, all } = useSyncExternalStore(finder?.subscribe ?? never, finder?.found ?? nothing, nothing);

  useEffect(() => finder?.ask({ words: sought, matchCase }), [finder, sought, matchCase]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for.
  useEffect(() => {
    const selected = selectedWords(handle.current);
    if (selected !== '') {
      setWords(selected);
      setSought(selected);
    }
    field.current?.focus();
    requestAnimationFrame(() => field.current?.select());
  }, [asked]);

  // A button that has nothing left to do gives the focus away.
  useEffect(() => {
    const at = document.activeElement;
    if (all === 0 && (at === document.body || at?.matches('.find :disabled'))) field.current?.focus();
  }, [all]);

  const close = () => {
    onClose();
    finder?.close();
  };
  const keys = (event: KeyboardEvent) => {
    // The IME's own Enter and Esc.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    // Asked for again from within: the browser's own search knows nothing of the text's blocks.
    const asks = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!asks || !['f', 'h'].includes(event.key.toLowerCase())) return;
    event.preventDefault();
    if (editable && event.key.toLowerCase() === 'h') onReplacing(true);
    field.current?.focus();
    field.current?.select();
  };
  const enter = (act: (back: boolean) => void) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    event.preventDefault();
    act(event.shiftKey);
  };
  const replaceAll = () => {
    const { done, left } = finder?.replaceAll(instead) ?? { done: 0, left: 0 };
    setTold(t('replaced', { n: done, left }));
    setDone(done > 0);
  };
  const count = sought === '' ? '' : all === 0 ? t('none') : t('of', { n, all });
  return (
    <search className="pop find" aria-label={t('name')} onKeyDown={keys}>
      {editable && (
        <IconButton
          icon={replacing ? 'chev-u' : 'chev-d'}
          size="sm"
          label={t(replacing ? 'less' : 'more')}
          aria-expanded={replacing}
          onClick={() => onReplacing(!replacing)}
        />
      )}
      <div className="find-rows">
        <div className="find-row">
          <span className="find-field">
            <input
              ref={field}
              className="input"
              aria-label={t('words')}
              placeholder={t('words')}
              value={words}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => {
                setWords(event.target.value);
                setTold('');
                if (!(event.nativeEvent as InputEvent).isComposing) setSought(event.target.value);
              }}
              onCompositionEnd={(event) => setSought(event.currentTarget.value)}
              onKeyDown={enter((back) => finder?.step(back ? -1 : 1))}
            />
            <span className="count">{count}</span>
          </span>
          <IconButton
            icon="arrow-u"
            size="sm"
            label={t('previous')}
            title={`${t('previous')} Shift Enter`}
            disabled={all === 0}
            onClick={() => finder?.step(-1)}
          />
          <IconButton
            icon="arrow-d"
            size="sm"
            label={t('next')}
            title={`${t('next')} Enter`}
            disabled={all === 0}
            onClick={() => finder?.step(1)}
          />
          <button
            type="button"
            className={matchCase ? 'icon-btn icon-btn-sm is-on' : 'icon-btn icon-btn-sm'}
            aria-pressed={matchCase}
            aria-label={t('case')}
            title={t('case')}
            onClick={() => setMatchCase(!matchCase)}
          >
            Aa
          </button>
          <IconButton icon="x" size="sm" label={t('close')} title={`${t('close')} Esc`} onClick={close} />
        </div>
        {editable && replacing && (
          <div className="find-row">
            <span className="find-field">
              <input
                className="input"
                aria-label={t('instead')}
                placeholder={t('instead')}
                value={instead}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setInstead(event.target.value)}
                onKeyDown={enter(() => finder?.replace(instead))}
              />
            </span>
            <Button size="sm" disabled={all === 0} onClick={() => finder?.replace(instead)}>
              {t('replace')}
            </Button>
            <Button size="sm" disabled={all === 0} onClick={replaceAll}>
              {t('replaceAll')}
            </Button>
          </div>
        )}
        {told && (
          <p className="hint">
            <Icon name={done ? 'check' : 'info'} size={16} />
            {told}
          </p>
        )}
      </div>
      <span className="sr" role="status">
        {told || count}
      </span>
    </search>
  );
}

function nothing(): Found {
  return NOTHING;
}

/** Another view (the text began a new history) begins another search. */
function useFinder(handle: RefObject<EditorHandle | null>): Finder | null {
  const view = useSyncExternalStore(
    handle.current?.watch ?? never,
    () => handle.current?.view() ?? null,
    () => null,
  );
  const [finder, setFinder] = useState<Finder | null>(null);
  useEffect(() => {
    const watch = handle.current?.watch;
    if (!view || !watch) return;
    const made = createFinder(view, watch);
    setFinder(made);
    return () => {
      setFinder(null);
      made.leave();
    };
  }, [view, handle]);
  return finder;
}

/** The words selected in one block, short enough to be looked for. */
function selectedWords(handle: EditorHandle | null): string {
  const state = handle?.view()?.state;
  if (!state || state.selection.empty) return '';
  const { from, to } = state.selection;
  const words = standingWords(state.doc, from, to);
  return words.length <= 100 && !words.includes('\n') ? words : '';
}
