// Where one is signed in; the other places can be ended from here.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { SessionPage } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Day, useDates } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Notice, Tag } from '../../ui/Tag';
import { useGoOn } from '../../ui/useGoOn';

type Session = SessionPage['items'][number];

interface Props {
  /** The first of them. */
  sessions: readonly Session[];
  next: string | undefined;
}

export function Sessions({ sessions, next }: Props) {
  const t = useTranslations('account');
  const { busy, words, run } = useCall();
  const [ending, setEnding] = useState<string | null>(null);
  const [later, setLater] = useState<readonly Session[]>([]);
  const [cursor, setCursor] = useState(next);
  const list = useRef<HTMLUListElement>(null);
  const router = useRouter();
  const shown = [...sessions, ...later.filter(({ id }) => !sessions.some((one) => one.id === id))];
  const goOn = useGoOn(shown.length, (n) => list.current?.children[n]?.querySelector('button'));
  const end = async (session: Session) => {
    setEnding(session.id);
    const answer = await run('DELETE', `/me/sessions/${session.id}`);
    // Also after a refusal: somebody else may have ended it, and the list then shows so.
    if (answer.ok || answer.problem.code === 'not-found')
      setLater((before) => before.filter(({ id }) => id !== session.id));
    router.refresh();
  };
  const more = async (from: string) => {
    setEnding(null);
    const answer = await run<SessionPage>('GET', `/me/sessions?cursor=${from}`);
    if (!answer.ok) return;
    goOn(shown.length);
    setLater([...later, ...answer.value.items.filter(({ id }) => !later.some((one) => one.id === id))]);
    setCursor(answer.value.cursor);
  };
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="card-h">
        <h2 id="sessions">{t('sessions')}</h2>
      </div>
      <p className="acc-why hint">{t('sessionsWhy')}</p>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      <ul className="list" ref={list}>
        {shown.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={busy && ending === session.id}
            onEnd={() => void end(session)}
          />
        ))}
      </ul>
      {(cursor || later.length > 0) && (
        <div className="pager acc-more">
          <p className="hint grow" role="status">
            {t(cursor ? 'sessionsShown' : 'sessionsAll', { n: shown.length })}
          </p>
          {cursor && (
            <Button size="sm" busy={busy && ending === null} onClick={() => void more(cursor)}>
              {t('sessionsMore')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const t = useTranslations('account');
  const when = useDates()(session.createdAt, { year: true, time: true });
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
