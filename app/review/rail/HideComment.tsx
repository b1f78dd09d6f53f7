// An administrator hides somebody else's words: what follows from it, and why, for the record.
'use client';
import { useTranslations } from 'next-intl';
import type { CommentView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ReasonField, useReason } from '../../ui/Reason';
import { Notice } from '../../ui/Tag';
import { useTalk } from './talk';

export function HideComment({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const t = useTranslations('threads');
  const common = useTranslations('common');
  const { refresh } = useTalk();
  const { busy, words, run } = useCall();
  const { given, written } = useReason();
  const { name } = comment.author;
  const hide = async () => {
    const reason = given();
    if (reason === null) return;
    const answer = await run('PUT', `/comments/${comment.id}/hidden`, { reason });
    if (!answer.ok) return;
    await refresh();
    onClose();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button type="submit" variant="danger" busy={busy}>
        {t('hideVerb')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('hideTitle', { name })} foot={foot} onSubmit={() => void hide()}>
      <p>{t('hideWhat', { name })}</p>
      <ReasonField {...written} label={t('hideReason')} lacking={t('hideReasonMissing')} />
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
