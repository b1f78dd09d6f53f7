// Asks before words that the server does not have are left behind.
'use client';
import { useTranslations } from 'next-intl';
import type { Saving } from '../editor/useReviewDoc';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Unsaved } from './LiveSave';

export function LeaveRoom({ saving, onGo, onClose }: { saving: Saving; onGo: () => void; onClose: () => void }) {
  const t = useTranslations('review.leave');
  const foot = (
    <>
      <Button onClick={onGo}>{t('go')}</Button>
      <Button variant="primary" onClick={onClose}>
        {t('stay')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('title')} foot={foot}>
      <p>
        <Unsaved saving={saving}>{(n) => t('what', { n })}</Unsaved>
      </p>
    </Dialog>
  );
}
