// Where one is signed in; the other places can be ended from here.
'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AccountPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Day, formatDay } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Notice, Tag } from '../../ui/Tag';

type Session = AccountPage['sessions'][number];

export function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const t = useTranslations('account');
  const { busy, words, run } = useCall();
  const [ending, setEnding] = useState<string | null>(null);
  const router = useRouter();
  const end = async (session: Session) => {
    setEnding(session.id);
    await run('DELETE', `/me/sessions/${session.id}`);
    // Also after a refusal: somebody else may have ended it, and the list then shows so.
    router.refresh();
  };
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="card-h">
        <h2 id="sessions">{t('sessions')}</h2>
      </div>
      <p className="acc-why hint">{t('sessionsWhy')}</p>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      <ul className="list">
        {sessions.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={busy && ending === session.id}
            onEnd={() => void end(session)}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const t = useTranslations('account');
  const when = formatDay(session.createdAt, useLocale(), useTimeZone(), { year: true, time: true });
  return (
    <li>
      <Icon name={session.current ? 'user' : 'globe'} className="faint" />
      <span className="grow">
        <b>{t(session.current ? 'thisBrowser' : 'elsewhere')}</b>
        <small>
          {t('signedIn')}
          <Day at={session.createdAt} year time />
          {t('sep')}
          {t('used')}
          <Day at={session.lastSeenAt} year time />
        </small>
      </span>
      {session.current ? (
        <Tag meaning="agree" icon="agree">
          {t('here')}
        </Tag>
      ) : (
        <Button size="sm" busy={busy} aria-label={t('endOne', { when })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
