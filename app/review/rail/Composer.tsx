// Writing a new comment on the selected text. Sent, it stands among the others until the server has it.
'use client';
import { useTranslations } from 'next-intl';
import { type Ref, useEffect, useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import { Button } from '../../ui/Button';
import { Check } from '../../ui/Field';
import { AutoText } from './AutoText';
import { type BegunPlace, NEW } from './begun';
import { useTalk } from './talk';
import type { Words } from './unsent';
import { useWords } from './useWords';

/** Two Yjs relative positions as the editor's handle gives them, and the words between. */
export interface Draft extends BegunPlace {
  /** Where the selection stands, in px from the rail's top; null: it was begun in an earlier visit. */
  top: number | null;
}

/** Drafts whose field has had the focus. */
const focused = new WeakSet<Draft>();

interface Props {
  draft: Draft;
  onSend: (draft: Draft, words: Words, kind: 'normal' | 'must-fix') => void;
  onCancel: () => void;
  /** Back to the text; the words stay. */
  onLeave: () => void;
  y?: number;
  ref?: Ref<HTMLElement>;
}

export function Composer({ draft, onSend, onCancel, onLeave, y, ref }: Props) {
  const t = useTranslations('threads');
  const { blocked, begun } = useTalk();
  const { words, empty, field } = useWords('', NEW);
  // Only where it was just asked for: coming back to it, by a tab or a reload, takes nobody's place of writing away.
  const [fresh] = useState(draft.top !== null && !focused.has(draft));
  useEffect(() => void focused.add(draft), [draft]);
  const [mustFix, setMustFix] = useState(() => begun.get(NEW)?.mustFix ?? false);
  const { value } = field;
  useEffect(() => {
    const { anchor, quote, around } = draft;
    begun.set(NEW, { body: value, mustFix, place: { anchor, quote, around } });
  }, [begun, draft, value, mustFix]);
  const send = () => {
    const said = words();
    if (said) onSend(draft, said, mustFix ? 'must-fix' : 'normal');
  };

  return (
    <article
      ref={ref}
      style={y === undefined ? undefined : { transform: `translateY(${y}px)` }}
      className={`thread is-active${mustFix ? ' is-mustfix' : ''}`}
      aria-label={t('new')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        if (empty) onCancel();
        else onLeave();
      }}
    >
      <div className="th-h">
        <span className="grow">{t('new')}</span>
      </div>
      {draft.quote !== '' && <blockquote className="q">{draft.quote}</blockquote>}
      <AutoText
        {...field}
        className="input"
        label={t('body')}
        placeholder={t('bodyHint')}
        maxLength={MAX_COMMENT}
        autoFocus={fresh}
        onSend={send}
      />
      <Check label={t('asMustFix')} checked={mustFix} onChange={(event) => setMustFix(event.target.checked)} />
      {blocked && <p className="hint">{t('sendsLater')}</p>}
      <div className="th-f">
        <span className="grow faint">{t('sendKeys')}</span>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" disabled={empty} onClick={send}>
          {t('send')}
        </Button>
      </div>
    </article>
  );
}
