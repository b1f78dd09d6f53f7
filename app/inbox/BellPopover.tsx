// Behind the bell: the newest threads that hold something unread.
'use client';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useShell } from '../shell/context';
import { Link } from '../ui/Link';
import './inbox.css';
import { Coming, Failed } from './Failed';
import { InboxList } from './InboxList';
import { useInbox } from './useInbox';

/** Open from the start: it is drawn when the bell was pressed for the first time. */
export function BellPopover({ trigger }: { trigger: ReactNode }) {
  const t = useTranslations('inbox');
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="pop inb-pop"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('title')}
        >
          <Panel onLeave={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const SHOWN = 8;

function Panel({ onLeave }: { onLeave: () => void }) {
  const t = useTranslations('inbox');
  const { unread } = useShell();
  const inbox = useInbox('all');
  const { refresh } = inbox;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when something new came.
  useEffect(refresh, [refresh, unread]);
  return (
    <>
      <header className="inb-h">
        <h2>{t('title')}</h2>
        <span className="grow" />
        {inbox.unread > 0 && (
          <button type="button" className="link" onClick={() => void inbox.readAll()}>
            {t('readAll')}
          </button>
        )}
      </header>
      {inbox.words && <Failed words={inbox.words} onAgain={refresh} />}
      {inbox.items === null && !inbox.words && <Coming />}
      {inbox.items?.length === 0 && <p className="inb-none">{t('none')}</p>}
      {inbox.items && <InboxList items={inbox.items.slice(0, SHOWN)} onRead={inbox.read} onLeave={onLeave} />}
      <footer className="inb-f">
        <Link className="link" href="/inbox" onClick={onLeave}>
          {t('all')}
        </Link>
      </footer>
    </>
  );
}
