// What stands where lines of the inbox will be: until they come, and when they did not.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/Button';

export function Coming() {
  const t = useTranslations('states');
  return (
    <div className="sk-lines" role="status" aria-label={t('loading')}>
      <i className="sk" />
      <i className="sk" />
      <i className="sk" style={{ width: '60%' }} />
    </div>
  );
}

export function Failed({ words, onAgain }: { words: string; onAgain: () => void }) {
  const common = useTranslations('common');
  return (
    <div className="inb-none inb-failed" role="alert">
      <p>{words}</p>
      <Button size="sm" onClick={onAgain}>
        {common('retry')}
      </Button>
    </div>
  );
}
