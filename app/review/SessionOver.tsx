// The session ended while somebody was writing: sign in over the page, nothing of it is lost, nobody is sent away.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { ReviewPage } from '../../domain/view';
import { useRefusalWords } from '../client/useCall';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { LaterDialog } from '../ui/LaterDialog';
import { Notice } from '../ui/Tag';
import { Banner } from './Banners';
import { SIGNED_IN } from './wholeAnswers';

/** How long a try to connect may take before the dialog says that it did not work, in ms. */
const TRY_MS = 4000;

interface Props {
  page: Pick<ReviewPage, 'id' | 'me'>;
  unsaved: number;
  retry: () => void;
}

/** A banner that stays, and over the page the dialog: shut, it leaves the text to be read. */
export function SessionOver({ page, unsaved, retry }: Props) {
  const t = useTranslations('review.session');
  const [open, setOpen] = useState(true);
  const again = (
    <Button size="sm" icon="key" onClick={() => setOpen(true)}>
      {t('again')}
    </Button>
  );
  useEffect(() => () => void window.dispatchEvent(new Event(SIGNED_IN)), []);
  // Back from another tab, where the same person may have signed in: try at once.
  useEffect(() => {
    const back = () => document.visibilityState === 'visible' && retry();
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [retry]);
  return (
    <>
      <Banner meaning="reserve" icon="key" title={t('ended')} alert actions={again}>
        {t('words', { n: unsaved })}
      </Banner>
      <SignInDialog page={page} open={open} onOpenChange={setOpen} unsaved={unsaved} retry={retry} />
    </>
  );
}

type DialogProps = Props & { open: boolean; onOpenChange: (open: boolean) => void };

function SignInDialog({ page, open, onOpenChange, unsaved, retry }: DialogProps) {
  const t = useTranslations('review.session');
  const entry = useTranslations('entry');
  const refusal = useRefusalWords();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const late = useTry();
  const go = async () => {
    setBusy(true);
    setWrong(null);
    const code = await signInAgain(page.me, password);
    setBusy(false);
    if (code !== null) return setWrong(refusal(code));
    setPassword('');
    retry();
    late.begin();
  };
  const problem = wrong ?? (late.failed ? t('still') : null);
  return (
    <LaterDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      onSubmit={() => void go()}
      foot={
        <>
          <a
            className="hint grow"
            href={`/sign-in?next=${encodeURIComponent(`/reviews/${page.id}`)}`}
            target="_blank"
            rel="noreferrer"
          >
            {t('signIn')}
          </a>
          <Button type="submit" variant="primary" icon="key" busy={busy || late.trying}>
            {t('again')}
          </Button>
        </>
      }
    >
      {problem && <Notice meaning="object" icon="warn" role="alert" title={problem} />}
      <p>{t('words', { n: unsaved })}</p>
      <p className="muted">{t('onlyYou', { name: page.me.name })}</p>
      <TextField
        label={entry('email')}
        name="email"
        type="email"
        autoComplete="username"
        readOnly
        value={page.me.email}
      />
      <TextField
        label={entry('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </LaterDialog>
  );
}

/**
 * The refusal's code, or null when this person is signed in. next-auth's own way with its token against forgery, no server action:
 * Next would let one wait for a refresh of this page, and that waits for the sign-in (wholeAnswers.ts).
 */
async function signInAgain({ id, email }: ReviewPage['me'], password: string): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as {
      csrfToken: string;
    };
    const answer = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'x-auth-return-redirect': '1' },
      body: new URLSearchParams({ email, password, person: id, csrfToken }),
    });
    const { url } = (await answer.json()) as { url: string };
    const { searchParams } = new URL(url, window.location.href);
    return searchParams.has('error') ? (searchParams.get('code') ?? 'unavailable') : null;
  } catch (cause) {
    console.warn('the sign-in was not answered', cause);
    return 'unavailable';
  }
}

/** Signed in, the page connects; when it does not, it says so. */
function useTry() {
  const [trying, setTrying] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!trying) return;
    const timer = setTimeout(() => {
      setTrying(false);
      setFailed(true);
    }, TRY_MS);
    return () => clearTimeout(timer);
  }, [trying]);
  return {
    trying,
    failed,
    begin: () => {
      setFailed(false);
      setTrying(true);
    },
  };
}
