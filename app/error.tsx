// A page that failed: what happened, who can look it up, and one way on.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from './ui/Button';
import { Empty } from './ui/Empty';

export default function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('states');
  const digest = digestOf(error);
  const why = digest !== null ? t('failedWhy', { code: digest }) : t(isOfAPart(error) ? 'failedPart' : 'failedHere');
  return (
    <main id="main" className="centre">
      <Empty
        icon="warn"
        heading="h1"
        title={t('failed')}
        // What went wrong in this page's own scripts goes wrong again with the same scripts.
        actions={<RetryButton retry={digest !== null ? retry : () => window.location.reload()} />}
      >
        {why}
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

/** Next gives every server error a number that also stands in the log; null for one of the page's own. */
function digestOf(error: unknown): string | null {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === 'string' ? digest : null;
}

/** A script or style that could not be fetched: another build is served now, or nothing is. */
function isOfAPart(error: unknown): boolean {
  return error instanceof Error && error.name === 'ChunkLoadError';
}
