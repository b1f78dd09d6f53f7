// Comments whose text was deleted: kept at the rail's foot with their quote, and back beside the text after an undo.
'use client';
import { useTranslations } from 'next-intl';
import { Icon } from '../../ui/Icon';
import { repliesOf } from './CommentRail';
import { ThreadCard } from './ThreadCard';
import type { Unsent } from './unsent';
import type { Comments } from './useComments';

const NONE: readonly Unsent[] = [];

export function LostTray({ comments, unsent }: { comments: Comments; unsent: readonly Unsent[] }) {
  const t = useTranslations('threads');
  const { lists, active, trayOpen, setTrayOpen, open, onCardKey } = comments;
  if (lists.lost.length === 0) return null;
  const replies = repliesOf(unsent);
  return (
    <section className="tray" aria-label={t('lost')}>
      <button type="button" className="tray-h" aria-expanded={trayOpen} onClick={() => setTrayOpen(!trayOpen)}>
        <Icon name="unlink" />
        <b>{t('lost')}</b>
        <span className="n">{lists.lost.length}</span>
        <span className="grow" />
        <Icon name={trayOpen ? 'chev-d' : 'chev-u'} />
      </button>
      {trayOpen && (
        <div className="rail-list">
          {lists.lost.map((thread) => (
            <ThreadCard
              key={thread.id}
              thread={thread}
              active={thread.id === active}
              lost
              unsent={replies.get(thread.id) ?? NONE}
              onOpen={open}
              onKeyDown={onCardKey}
            />
          ))}
        </div>
      )}
    </section>
  );
}
