// The server's public keys by fingerprint: what somebody keeps elsewhere to compare a package or a checkpoint with.
'use client';
import { useTranslations } from 'next-intl';
import { useDates } from '../../ui/Day';
import { Tag } from '../../ui/Tag';

export interface ShownKey {
  kid: string;
  fingerprint: string;
  retired: boolean;
  /** ISO 8601: marked bad from then on. */
  badFrom: string | null;
}

export function SigningKeys({ keys }: { keys: readonly ShownKey[] }) {
  const t = useTranslations('audit');
  const tell = useDates();
  return (
    <section className="card" aria-labelledby="keys">
      <div className="card-h">
        <h2 id="keys">{t('keys')}</h2>
      </div>
      <div className="au-keys">
        <p className="hint">{t('keysWhat')}</p>
        <ul>
          {keys.map(({ kid, fingerprint, retired, badFrom }) => (
            <li key={kid}>
              <code>{fingerprint}</code>
              {badFrom === null ? (
                <Tag meaning={retired ? 'none' : 'agree'}>{t(retired ? 'keyOld' : 'keyNow')}</Tag>
              ) : (
                <Tag meaning="object" icon="warn">
                  {t('keyBad', { day: tell(badFrom, { year: true, time: true }) })}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
