// Words that are not in the text, set aside: a banner, and the words to copy or to put back.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { copyText } from '../client/clipboard';
import { Button } from '../ui/Button';
import { LaterDialog } from '../ui/LaterDialog';
import { notify } from '../ui/Toast';
import { Banner } from './Banners';
import type { Aside as SetAside } from './live';

interface Props {
  aside: SetAside;
  onDrop: () => void;
  /** Absent for those who may not write now; false when the text did not take them. */
  onInsert?: (aside: SetAside) => boolean;
  /** They are of a history that ended with a restore; the server may have had them before. */
  restored: boolean;
  /** The server's text is not here yet: another banner says so. */
  waiting: boolean;
}

export function Aside({ aside, onDrop, onInsert, restored, waiting }: Props) {
  const { words, deleted } = aside;
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
  const insert = () => {
    if (!onInsert?.(aside)) return notify(t('notInserted'));
    drop();
  };
  const what = t(deleted ? 'deletedWhat' : 'what');
  return (
    <>
      <Banner
        meaning="reserve"
        icon="clipboard"
        title={t(restored ? 'restoredTitle' : deleted ? 'deletedTitle' : 'title')}
        alert
        actions={show}
      >
        {!waiting && what}
      </Banner>
      <LaterDialog
        open={open}
        onOpenChange={setOpen}
        title={t('show')}
        note={what}
        foot={
          <>
            <Button variant="danger" onClick={drop}>
              {t('discard')}
            </Button>
            <span className="grow" />
            <Button
              variant={onInsert ? 'secondary' : 'primary'}
              icon={copied ? 'check' : 'copy'}
              onClick={() => void copyText(words).then(setCopied)}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
            {onInsert && (
              <Button variant="primary" onClick={insert}>
                {t('insert')}
              </Button>
            )}
          </>
        }
      >
        <textarea className="input aside-t" readOnly value={words} aria-label={t('show')} />
      </LaterDialog>
    </>
  );
}
