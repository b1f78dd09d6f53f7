// Personal tokens for programs: what stands, making one, revoking one.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AccountPage } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Day } from '../../ui/Day';
import { NewToken } from './NewToken';

type Token = AccountPage['tokens'][number];

export function Tokens({ tokens }: { tokens: readonly Token[] }) {
  const t = useTranslations('account');
  const router = useRouter();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <section className="card" aria-labelledby="tokens">
      <div className="card-h">
        <h2 id="tokens">{t('tokens')}</h2>
        <span className="grow" />
        <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
          {t('newToken')}
        </Button>
      </div>
      <p className="acc-why hint">{t('tokensWhy')}</p>
      {tokens.length === 0 && <p className="acc-why hint">{t('noTokens')}</p>}
      <ul className="list">
        {tokens.map((token) => (
          <li key={token.id}>
            <span className="grow">
              <b>{token.name}</b>
              <small>
                {t('expires')}
                <Day at={token.expiresAt} year />
                {t('sep')}
                {t('used')}
                <Day at={token.lastSeenAt} year />
              </small>
            </span>
            <Button size="sm" variant="danger" onClick={() => setRevoking(token)}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {making && <NewToken onClose={() => setMaking(false)} />}
      {revoking && (
        <Confirm
          title={t('revokeTitle')}
          what={t('revokeWhat', { name: revoking.name })}
          verb={t('revoke')}
          method="DELETE"
          path={`/me/tokens/${revoking.id}`}
          danger
          onClose={() => setRevoking(null)}
          onDone={() => router.refresh()}
        />
      )}
    </section>
  );
}
