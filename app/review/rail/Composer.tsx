// Writing a new comment on the selected text. What is written stays here until the server has it.
'use client';
import { useTranslations } from 'next-intl';
import { type CSSProperties, type Ref, useRef, useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Check } from '../../ui/Field';
import { Tag } from '../../ui/Tag';
import { newKey } from '../sign/digest';
import { AutoText } from './AutoText';

/** Two Yjs relative positions as the editor's handle gives them, and the words between. */
export interface Draft {
  anchor: { from: unknown; to: unknown };
  quote: string;
  /** Where the selection stands, in px from the rail's top. */
  top: number;
}

interface Props {
  reviewId: string;
  draft: Draft;
  blocked: string | null;
  /** The thread's id once the server has it. */
  onSent: (id: string) => void;
  onCancel: () => void;
  style?: CSSProperties;
  ref?: Ref<HTMLElement>;
}

export function Composer({ reviewId, draft, blocked, onSent, onCancel, style, ref }: Props) {
  const t = useTranslations('threads');
  const { busy, words, run } = useCall();
  const [body, setBody] = useState('');
  const [mustFix, setMustFix] = useState(false);
  const key = useRef<{ of: string; key: string } | null>(null);
  const failed = words ?? (body.trim() === '' ? null : blocked);

  const send = async () => {
    const text = body.trim();
    if (!text || busy || blocked) return;
    const request = { anchor: draft.anchor, quote: draft.quote, body: text, kind: mustFix ? 'must-fix' : 'normal' };
    const of = JSON.stringify(request);
    if (key.current?.of !== of) key.current = { of, key: newKey() };
    const answer = await run<{ id: string }>('POST', `/reviews/${reviewId}/threads`, request, {
      'idempotency-key': key.current.key,
    });
    if (answer.ok) onSent(answer.value.id);
  };

  return (
    <article
      ref={ref}
      style={style}
      className={`thread is-active${mustFix ? ' is-mustfix' : ''}`}
      aria-label={t('new')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && body.trim() === '') onCancel();
      }}
    >
      <div className="th-h">
        <span className="grow">{t('new')}</span>
        {failed && (
          <Tag meaning="reserve" icon="cloud-up">
            {t('unsent')}
          </Tag>
        )}
      </div>
      {draft.quote !== '' && <blockquote className="q">{draft.quote}</blockquote>}
      <AutoText
        className="input"
        value={body}
        onChange={setBody}
        label={t('body')}
        placeholder={t('body')}
        maxLength={MAX_COMMENT}
        autoFocus
        onSend={() => void send()}
      />
      <Check label={t('asMustFix')} checked={mustFix} onChange={(event) => setMustFix(event.target.checked)} />
      {failed && <p className="error">{words ? t('unsentWhy', { why: words }) : failed}</p>}
      <div className="th-f">
        <span className="grow faint">{t('sendKeys')}</span>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" busy={busy} onClick={() => void send()}>
          {t('send')}
        </Button>
      </div>
    </article>
  );
}
