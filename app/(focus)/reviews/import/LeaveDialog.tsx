// Asks before a text that was not made into a review is let go.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';

export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useTranslations('import');
  const foot = (
    <>
      <Button onClick={onLeave}>{t('leave')}</Button>
      <Button variant="primary" onClick={onStay}>
        {t('stay')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onStay} title={t('leaveTitle')} foot={foot}>
      <p>{t('leaveWhat')}</p>
    </Dialog>
  );
}
