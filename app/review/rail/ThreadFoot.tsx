// What may be done with a thread: reply, resolve (with a reason where the rule wants one), reopen.
'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import type { ThreadView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { newKey } from '../sign/digest';
import { AutoText } from './AutoText';

interface Props {
  thread: ThreadView;
  blocked: string | null;
  onChanged: () => void;
}

export function ThreadFoot({ thread, blocked, onChanged }: Props) {
  const t = useTranslations('threads');
  const { busy, words, run } = useCall();
  const [body, setBody] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  /** One name for one reply, however often it is sent after a failure: it counts once. */
  const key = useRef<string | null>(null);
  const { may } = thread;
  const mustFix = thread.kind === 'must-fix';

  const act = async (path: string, payload: unknown, headers?: Record<string, string>) => {
    const answer = await run('POST', `/threads/${thread.id}/${path}`, payload, headers);
    if (answer.ok) onChanged();
    return answer.ok;
  };
  const reply = async () => {
    const text = body.trim();
    if (!text || busy || blocked) return;
    key.current ??= newKey();
    if (!(await act('replies', { body: text }, { 'idempotency-key': key.current }))) return;
    key.current = null;
    setBody('');
  };
  const resolve = async () => {
    if (blocked) return;
    if (may.resolveNeedsReason && reason === null) return setReason('');
    if (may.resolveNeedsReason && !reason?.trim()) return;
    if (await act('resolve', reason?.trim() ? { reason: reason.trim() } : {})) setReason(null);
  };
  const edit = (next: string) => {
    key.current = null;
    setBody(next);
  };

  if (!may.reply && !may.resolve && !may.reopen) return null;
  return (
    <div className="th-foot">
      {reason !== null && (
        <>
          <p className="hint">{t('reasonWhy', { name: thread.author.name })}</p>
          <AutoText
            value={reason}
            onChange={setReason}
            label={t('reason')}
            placeholder={t('reason')}
            maxLength={2000}
            autoFocus
            onSend={() => void resolve()}
          />
        </>
      )}
      <div className="th-f">
        {thread.state === 'open' && may.reply && reason === null && (
          <AutoText
            value={body}
            onChange={edit}
            label={t('replyTo', { name: thread.author.name })}
            placeholder={t('reply')}
            maxLength={MAX_COMMENT}
            onSend={() => void reply()}
            dataReply
          />
        )}
        {body.trim() !== '' && reason === null && (
          <Button size="sm" variant="primary" busy={busy} title={blocked ?? t('sendKeys')} onClick={() => void reply()}>
            {t('send')}
          </Button>
        )}
        {may.resolve && body.trim() === '' && (
          <Button size="sm" data-resolve busy={busy} title={blocked ?? undefined} onClick={() => void resolve()}>
            {t(mustFix ? 'lift' : 'resolve')}
          </Button>
        )}
        {reason !== null && (
          <Button size="sm" variant="ghost" onClick={() => setReason(null)}>
            {t('cancel')}
          </Button>
        )}
        {may.reopen && (
          <Button
            size="sm"
            busy={busy}
            title={blocked ?? undefined}
            onClick={() => void (blocked ?? act('reopen', {}))}
          >
            {t('reopen')}
          </Button>
        )}
      </div>
      {(words || (blocked && body.trim() !== '')) && (
        <p className="error">{words ? t('unsentWhy', { why: words }) : blocked}</p>
      )}
    </div>
  );
}
