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
import { useBegunText, useWords } from './useWords';

export function ThreadFoot({ thread }: { thread: ThreadView }) {
  const t = useTranslations('threads');
  const { blocked, outbox, refresh } = useTalk();
  const { busy, words: problem, run } = useCall();
  const { words, empty, field } = useWords('', thread.id);
  const [reason, setReason] = useBegunText('', `reason/${thread.id}`);
  const [asked, setAsked] = useState(false);
  const { may } = thread;
  // One that an earlier visit began comes a moment after its card, and takes nobody's place of writing away.
  const asking = may.resolve && (asked || reason !== '');
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
    if (may.resolveNeedsReason && !asking) return setAsked(true);
    const why = may.resolveNeedsReason ? reason.trim() : '';
    if (may.resolveNeedsReason && why === '') return;
    if (await act('resolve', why === '' ? {} : { reason: why })) noReason();
  };
  const noReason = () => {
    setReason('');
    setAsked(false);
  };

  if (!may.reply && !may.resolve && !may.reopen) return null;
  return (
    <div className="th-foot">
      {asking && (
        <>
          <p className="hint">{t('reasonWhy', { name: thread.author.name })}</p>
          <AutoText
            value={reason}
            onChange={setReason}
            label={t('reason')}
            placeholder={t('reason')}
            maxLength={2000}
            autoFocus={asked}
            onSend={() => void resolve()}
          />
        </>
      )}
      <div className="th-f">
        {thread.state === 'open' && may.reply && !asking && (
          <AutoText
            {...field}
            label={t('replyTo', { name: thread.author.name })}
            placeholder={t('replyHint')}
            maxLength={MAX_COMMENT}
            onSend={reply}
            dataReply
          />
        )}
        {!empty && !asking && (
          <Button size="sm" variant="primary" title={t('sendKeys')} onClick={reply}>
            {t('send')}
          </Button>
        )}
        {may.resolve && empty && (
          <Button size="sm" data-resolve busy={busy} title={blocked ?? undefined} onClick={() => void resolve()}>
            {t(mustFix ? 'lift' : 'resolve')}
          </Button>
        )}
        {asking && (
          <Button size="sm" variant="ghost" onClick={noReason}>
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
