// What may be done with a thread: reply, resolve (with a reason where the rule wants one), reopen.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import type { ThreadView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/Toast';
import { AutoText } from './AutoText';
import { useTalk } from './talk';
import { useWords } from './useWords';

export function ThreadFoot({ thread }: { thread: ThreadView }) {
  const t = useTranslations('threads');
  const { blocked, outbox, refresh } = useTalk();
  const { busy, words: problem, run } = useCall();
  const { words, empty, field } = useWords('', thread.id);
  const [reason, setReason] = useState<string | null>(null);
  const { may } = thread;
  const mustFix = thread.kind === 'must-fix';

  const act = async (path: string, payload: unknown) => {
    const answer = await run('POST', `/threads/${thread.id}/${path}`, payload);
    if (answer.ok) await refresh();
    return answer.ok;
  };
  const reply = () => {
    const said = words();
    if (!said) return;
    outbox.add({ kind: 'reply', threadId: thread.id }, said);
    field.onChange('');
  };
  const resolve = async () => {
    if (blocked) return notify(blocked);
    if (may.resolveNeedsReason && reason === null) return setReason('');
    if (may.resolveNeedsReason && !reason?.trim()) return;
    if (await act('resolve', reason?.trim() ? { reason: reason.trim() } : {})) setReason(null);
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
            {...field}
            label={t('replyTo', { name: thread.author.name })}
            placeholder={t('replyHint')}
            maxLength={MAX_COMMENT}
            onSend={reply}
            dataReply
          />
        )}
        {!empty && reason === null && (
          <Button size="sm" variant="primary" title={t('sendKeys')} onClick={reply}>
            {t('send')}
          </Button>
        )}
        {may.resolve && empty && (
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
            onClick={() => (blocked ? notify(blocked) : void act('reopen', {}))}
          >
            {t('reopen')}
          </Button>
        )}
      </div>
      {problem && <p className="error">{problem}</p>}
    </div>
  );
}
