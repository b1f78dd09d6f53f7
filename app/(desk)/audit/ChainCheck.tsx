// Has the server read its whole chain, and says in words whether it is whole.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChainVerdict } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Tag';

export function ChainCheck() {
  const t = useTranslations('audit');
  const { busy, words, run } = useCall();
  const [verdict, setVerdict] = useState<ChainVerdict | null>(null);
  const check = async () => {
    const answer = await run<ChainVerdict>('GET', '/audit/verify');
    setVerdict(answer.ok ? answer.value : null);
  };
  return (
    <div className="au-chain">
      <Button icon="shield-ok" busy={busy} onClick={() => void check()}>
        {t('verify')}
      </Button>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      {verdict && <Verdict verdict={verdict} />}
    </div>
  );
}

function Verdict({ verdict }: { verdict: ChainVerdict }) {
  const t = useTranslations('audit');
  const { brokenAt, wrongCheckpoints } = verdict;
  if (brokenAt !== null)
    return (
      <Notice meaning="object" icon="warn" role="alert" title={t('broken', { seq: brokenAt })}>
        {t('brokenWhat')}
      </Notice>
    );
  if (wrongCheckpoints.length > 0)
    return (
      <Notice meaning="object" icon="warn" role="alert" title={t('wrong', { list: wrongCheckpoints.join(', ') })}>
        {t('wrongWhat')}
      </Notice>
    );
  const { events, checkpoints, head } = verdict;
  return (
    <Notice meaning="agree" icon="agree" role="status" title={t('whole')}>
      {t('wholeWhat', { events, checkpoints, head: head.slice(0, 16) })}
    </Notice>
  );
}
