// A page that failed: what happened, the number an administrator can look up, and one way on.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from './ui/Button';
import { Empty } from './ui/Empty';

export default function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('states');
  return (
    <main id="main" className="centre">
      <Empty icon="warn" heading="h1" title={t('failed')} actions={<RetryButton retry={retry} />}>
        {t('failedWhy', { code: digestOf(error) })}
      </Empty>
    </main>
  );
}

function RetryButton({ retry }: { retry: () => void }) {
  const t = useTranslations('common');
  return (
    <Button variant="primary" size="sm" onClick={() => retry()}>
      {t('retry')}
    </Button>
  );
}

/** Next gives every server error a number that also stands in the log. */
function digestOf(error: unknown): string {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === 'string' ? digest : '-';
}
