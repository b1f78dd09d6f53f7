// Comments whose text was deleted: kept at the rail's foot with their quote, and back beside the text after an undo.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ThreadView } from '../../../domain/view';
import { Icon } from '../../ui/Icon';
import { ThreadCard } from './ThreadCard';

interface Props {
  threads: readonly ThreadView[];
  sectionTitle: (key: string | null) => string;
  blocked: string | null;
  onChanged: () => void;
}

export function LostTray({ threads, sectionTitle, blocked, onChanged }: Props) {
  const t = useTranslations('threads');
  const [open, setOpen] = useState(false);
  if (threads.length === 0) return null;
  return (
    <section className="tray" aria-label={t('lost')}>
      <button type="button" className="tray-h" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="unlink" />
        <b>{t('lost')}</b>
        <span className="n">{threads.length}</span>
        <span className="grow" />
        <Icon name={open ? 'chev-d' : 'chev-u'} />
      </button>
      {open && (
        <div className="rail-list">
          {threads.map((thread) => (
            <ThreadCard
              key={thread.id}
              thread={thread}
              section={sectionTitle(thread.sectionKey)}
              active={false}
              lost
              blocked={blocked}
              onOpen={() => undefined}
              onChanged={onChanged}
            />
          ))}
        </div>
      )}
    </section>
  );
}
