// Asks before a draft goes to the bin: what happens to it, and who feels it. What was frozen once is not deleted, and it says why.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../../domain/view';
import { call } from '../../client/api';
import { useCall, useRefusalWords } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Tag';
import { notify } from '../../ui/Toast';

interface Props {
  page: Pick<ReviewPage, 'id' | 'title' | 'members' | 'signoff'>;
  onClose: () => void;
}

export function DeleteDialog({ page, onClose }: Props) {
  const t = useTranslations('bin');
  const common = useTranslations('common');
  const { busy, words, run } = useCall();
  const moved = useMoved(page);
  // Every sign-off there ever was left a version.
  const kept = page.signoff !== null;
  const others = page.members.length - 1;
  const go = async () => {
    const answer = await run('DELETE', `/reviews/${page.id}`);
    if (answer.ok) moved();
  };
  const foot = kept ? (
    <Button variant="primary" onClick={onClose}>
      {t('understood')}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button variant="danger" busy={busy} onClick={() => void go()}>
        {t('delete')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t(kept ? 'keptTitle' : 'deleteTitle')} foot={foot}>
      <p>{t(kept ? 'keptWhat' : 'deleteWhat')}</p>
      {!kept && others > 0 && <p>{t('deleteOthers', { n: others })}</p>}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}

/** Leaves the page, which has nothing to show any more, and says so there with a way back. */
function useMoved({ id, title }: Props['page']): () => void {
  const t = useTranslations('bin');
  const say = useRefusalWords();
  const router = useRouter();
  const undo = async () => {
    const answer = await call('POST', `/bin/${id}/restore`);
    if (!answer.ok) return notify(say(answer.problem.code));
    router.push(`/reviews/${id}`);
  };
  return () => {
    router.push('/reviews');
    notify(t('moved', { title }), { label: t('undo'), onClick: () => void undo() });
  };
}
