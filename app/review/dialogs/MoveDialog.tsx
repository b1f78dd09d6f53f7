// Asks before a move to another stage: the consequence in one sentence, a reason where the rule wants one.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { MOVES, type Move } from '../../../domain/workflow';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ReasonField, useReason } from '../../ui/Reason';
import { Notice } from '../../ui/Tag';

/** The freeze asks more than a sentence and has a dialog of its own; what administrators do stands on their pages. */
export type PlainMove = Exclude<Move, 'freeze' | 'unarchive'>;

export function MoveDialog({ reviewId, move, onClose }: { reviewId: string; move: PlainMove; onClose: () => void }) {
  const t = useTranslations('review');
  const router = useRouter();
  const { busy, words, once } = useCall();
  const { given, written } = useReason();
  const asks = MOVES[move].reason;

  const go = async () => {
    const why = asks ? given() : '';
    if (why === null) return;
    const answer = await once({
      method: 'POST',
      path: `/reviews/${reviewId}/actions`,
      body: { action: move, ...(why && { reason: why }) },
    });
    if (!answer.ok) return;
    onClose();
    router.refresh();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(`act.${move}`)}
      onSubmit={() => void go()}
      foot={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(`act.${move}`)}
          </Button>
        </>
      }
    >
      <p>{t(`move.${move}.what`)}</p>
      {asks && (
        <ReasonField
          {...written}
          label={t('move.reason')}
          hint={t('move.reasonHint')}
          lacking={t('move.reasonMissing')}
        />
      )}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </Dialog>
  );
}
