// The session ended while somebody was writing: sign in over the page, nothing of it is lost, nobody is sent away.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '../ui/Button';
import { LaterDialog } from '../ui/LaterDialog';
import { Banner } from './Banners';

/** How long a try to connect may take before the dialog says that it did not work, in ms. */
const TRY_MS = 4000;

/** A banner that stays, and over the page the dialog: shut, it leaves the text to be read. */
export function SessionOver({ unsaved, retry, next }: { unsaved: number; retry: () => void; next: string }) {
  const t = useTranslations('review.session');
  const [open, setOpen] = useState(true);
  const again = (
    <Button size="sm" icon="key" onClick={() => setOpen(true)}>
      {t('again')}
    </Button>
  );
  // Back from the other tab: try at once, the person need not press anything.
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
      <SignInDialog open={open} onOpenChange={setOpen} unsaved={unsaved} retry={retry} next={next} />
    </>
  );
}

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  unsaved: number;
  retry: () => void;
  next: string;
}

function SignInDialog({ open, onOpenChange, unsaved, retry, next }: DialogProps) {
  const t = useTranslations('review.session');
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
  const go = () => {
    setFailed(false);
    setTrying(true);
    retry();
  };
  return (
    <LaterDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      foot={
        <>
          <Button busy={trying} onClick={go}>
            {t('done')}
          </Button>
          <ButtonLink variant="primary" icon="key" href={`/sign-in?next=${encodeURIComponent(next)}`} target="_blank">
            {t('signIn')}
          </ButtonLink>
        </>
      }
    >
      <p>{t('words', { n: unsaved })}</p>
      {failed && <p role="alert">{t('still')}</p>}
    </LaterDialog>
  );
}
