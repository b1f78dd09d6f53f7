// Lines of the inbox: who did what where, unread ones marked; opening one marks it read and goes to the place.
'use client';
import { useTranslations } from 'next-intl';
import type { InboxItem } from '../../domain/view';
import { call } from '../client/api';
import { useShell } from '../shell/context';
import { Avatar } from '../ui/Avatar';
import { Day } from '../ui/Day';
import { Icon } from '../ui/Icon';
import { seen } from '../ui/seen';
import { useGo } from '../ui/useGo';
import { walkRows } from '../ui/walkRows';

/** Where there is something to do about it: at the thread or section, on the page where one signs, or in the text. */
function placeOf({ kind, reviewId, threadId, body }: InboxItem): string {
  if (threadId) return `/reviews/${reviewId}?thread=${threadId}`;
  if (kind === 'section-given') return `/reviews/${reviewId}?section=${encodeURIComponent(String(body.sectionKey))}`;
  const signs = kind === 'to-sign' || kind === 'reminded' || kind === 'objected' || kind === 'step-returned';
  return `/reviews/${reviewId}${signs ? '/sign' : ''}`;
}

interface Props {
  items: readonly InboxItem[];
  onRead: (id: string) => void;
  /** A line was opened, read before or not. */
  onLeave?: () => void;
}

export function InboxList({ items, onRead, onLeave }: Props) {
  const t = useTranslations('inbox');
  const go = useGo();
  const { refreshUnread } = useShell();
  const open = (item: InboxItem) => {
    go(placeOf(item));
    onLeave?.();
    if (!item.unread) return;
    onRead(item.id);
    void call('POST', '/me/notifications/read', { ids: [item.id] }).then(refreshUnread);
  };
  return (
    <ul className="inb-l" onKeyDown={walkRows}>
      {items.map((item) => (
        <li key={item.id} className={item.unread ? 'inb is-unread' : 'inb'}>
          <a
            data-row
            href={placeOf(item)}
            onClick={(event) => {
              // Another tab is the browser's: the line stays unread here until it is opened.
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              open(item);
            }}
          >
            {item.actors[0] ? (
              <Avatar name={item.actors[0].name} colour={item.actors[0].colour} size={28} />
            ) : (
              <span className="inb-ic">
                <Icon name={item.kind === 'approved' ? 'agree' : 'seal'} size={16} />
              </span>
            )}
            <span className="inb-b">
              <b className="clip">
                <What item={item} />
              </b>
              <span className="clip">{seen(item.words || item.quote)}</span>
              <small className="clip">{item.title}</small>
            </span>
            <span className="inb-at">
              <Day at={item.at} near />
              {item.unread && <i className="inb-dot" role="img" aria-label={t('unread')} />}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function What({ item }: { item: InboxItem }) {
  const t = useTranslations('inbox');
  const names = item.actors.map(({ name }) => name).join(t('and'));
  const { accepted, rejected } = item.body;
  const words = t(`kind.${item.kind}`, {
    who: names === '' ? t('somebody') : names,
    accepted: Number(accepted ?? 0),
    rejected: Number(rejected ?? 0),
  });
  return item.acts > 1 ? t('times', { words, n: item.acts }) : words;
}
