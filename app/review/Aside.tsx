// Words that the server could not take, set aside: a banner, and the words to copy back.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { copyText } from '../client/clipboard';
import { Button } from '../ui/Button';
import { LaterDialog } from '../ui/LaterDialog';
import { Banner } from './Banners';

interface Props {
  words: string;
  onDrop: () => void;
  /** They are of a history that ended with a restore; the server may have had them before. */
  restored: boolean;
  /** The server's text is not here yet: another banner says so. */
  waiting: boolean;
}

export function Aside({ words, onDrop, restored, waiting }: Props) {
  const t = useTranslations('review.aside');
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const show = (
    <Button size="sm" onClick={() => setOpen(true)}>
      {t('show')}
    </Button>
  );
  const drop = () => {
    setOpen(false);
    onDrop();
  };
  return (
    <>
      <Banner meaning="reserve" icon="clipboard" title={t(restored ? 'restoredTitle' : 'title')} alert actions={show}>
        {!waiting && t('what')}
      </Banner>
      <LaterDialog
        open={open}
        onOpenChange={setOpen}
        title={t('show')}
        note={t('what')}
        foot={
          <>
            <Button variant="danger" onClick={drop}>
              {t('discard')}
            </Button>
            <span className="grow" />
            <Button
              variant="primary"
              icon={copied ? 'check' : 'copy'}
              onClick={() => void copyText(words).then(setCopied)}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          </>
        }
      >
        <textarea className="input aside-t" readOnly value={words} aria-label={t('show')} />
      </LaterDialog>
    </>
  );
}
