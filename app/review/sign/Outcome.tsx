// Why a signature did not go through, and the one thing to do next.
'use client';
import { useTranslations } from 'next-intl';
import type { Problem } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Tag';
import { shortDigest } from './shortDigest';

/** Refusals after which the page shows an old state: the way on is to read what stands now. */
const OUTDATED: readonly string[] = ['digest-moved', 'already-decided', 'wrong-stage', 'not-your-turn', 'section-open'];

export function Outcome({ problem, seen, onReread }: { problem: Problem | null; seen: string; onReread: () => void }) {
  const t = useTranslations('sign');
  const words = useRefusalWords();
  if (!problem || problem.code === 'wrong-password') return null; // A wrong password is said at its field.
  if (problem.code === 'unavailable') {
    return (
      <Notice meaning="reserve" icon="cloud-off" role="alert" title={t('offline')}>
        {t('offlineWhat')}
      </Notice>
    );
  }
  const moved = problem.code === 'digest-moved';
  return (
    <>
      <Notice
        meaning={moved ? 'stale' : 'object'}
        icon={moved ? 'stale' : 'warn'}
        role="alert"
        title={moved ? t('moved') : words(problem.code)}
      >
        {moved && t('movedWhat', { seen: shortDigest(seen, 2) })}
      </Notice>
      {OUTDATED.includes(problem.code) && (
        <Button block onClick={onReread}>
          {t('reread')}
        </Button>
      )}
    </>
  );
}
