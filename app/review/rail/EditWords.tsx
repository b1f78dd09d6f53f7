// Other words in place of one's own comment; what stood before stays in its history.
'use client';
import { useTranslations } from 'next-intl';
import { MAX_COMMENT } from '../../../domain/thread';
import type { CommentView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { AutoText } from './AutoText';
import { useTalk } from './talk';
import { useWords } from './useWords';

export function EditWords({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const t = useTranslations('threads');
  const { blocked, refresh } = useTalk();
  const { busy, words: problem, run } = useCall();
  const { words, empty, field } = useWords(comment.body);
  const save = async () => {
    const next = words();
    if (!next || busy || blocked) return;
    const answer = await run('PATCH', `/comments/${comment.id}`, next);
    if (!answer.ok) return;
    await refresh();
    onClose();
  };
  const why = problem ? t('unsentWhy', { why: problem }) : blocked;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc in its field leaves the words as they were.
    <div
      className="th-foot msg-edit"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <AutoText
        {...field}
        className="input"
        label={t('edit')}
        placeholder={t('body')}
        maxLength={MAX_COMMENT}
        autoFocus
        onSend={() => void save()}
      />
      {why && <p className="error">{why}</p>}
      <div className="th-f">
        <span className="grow" />
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" busy={busy} disabled={empty} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
