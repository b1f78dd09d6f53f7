// Other words in place of one's own comment; what stood before stays in its history.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import type { CommentView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/Toast';
import { AutoText } from './AutoText';
import { editKey } from './begun';
import { useTalk } from './talk';
import { useWords } from './useWords';

export function EditWords({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const t = useTranslations('threads');
  const { blocked, begun, refresh } = useTalk();
  const { busy, words: problem, run } = useCall();
  const key = editKey(comment.id);
  const { words, empty, field } = useWords(comment.body, key);
  // Only where it was just asked for: what comes back with its card, or after a reload, takes nobody's place of writing away.
  const [fresh] = useState(() => begun.get(key) === undefined);
  const save = async () => {
    const next = words();
    if (!next || busy || blocked) return;
    const answer = await run('PATCH', `/comments/${comment.id}`, next);
    if (!answer.ok) return;
    begun.set(key, null);
    await refresh();
    onClose();
  };
  const giveUp = () => {
    const dropped = begun.get(key);
    begun.set(key, null);
    onClose();
    if (dropped) notify(t('editDropped'), { label: t('bringBack'), onClick: () => begun.bring(key, dropped) });
  };
  const why = problem ? t('unsentWhy', { why: problem }) : blocked;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc in its field leaves the words as they were.
    <div
      className="th-foot msg-edit"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        giveUp();
      }}
    >
      <AutoText
        {...field}
        className="input"
        label={t('edit')}
        placeholder={t('body')}
        maxLength={MAX_COMMENT}
        autoFocus={fresh}
        onSend={() => void save()}
      />
      {why && <p className="error">{why}</p>}
      <div className="th-f">
        <span className="grow" />
        <Button size="sm" variant="ghost" onClick={giveUp}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" busy={busy} disabled={empty} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
