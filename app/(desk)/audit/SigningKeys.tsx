// The server's public keys by fingerprint: what somebody keeps elsewhere to compare a package or a checkpoint with.
'use client';
import { useTranslations } from 'next-intl';
import { Tag } from '../../ui/Tag';

export interface ShownKey {
  kid: string;
  fingerprint: string;
  retired: boolean;
}

export function SigningKeys({ keys }: { keys: readonly ShownKey[] }) {
  const t = useTranslations('audit');
  return (
    <section className="card" aria-labelledby="keys">
      <div className="card-h">
        <h2 id="keys">{t('keys')}</h2>
      </div>
      <div className="au-keys">
        <p className="hint">{t('keysWhat')}</p>
        <ul>
          {keys.map(({ kid, fingerprint, retired }) => (
            <li key={kid}>
              <code>{fingerprint}</code>
              <Tag meaning={retired ? 'none' : 'agree'}>{t(retired ? 'keyOld' : 'keyNow')}</Tag>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
