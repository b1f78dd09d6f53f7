// One thread: folded to its first words, or open with every message, the reply and what may be done with it.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type CSSProperties, type KeyboardEvent, type Ref, useId } from 'react';
import type { ThreadView } from '../../../domain/view';
import { threadCardId } from '../../editor/threadCardId';
import { Avatar } from '../../ui/Avatar';
import { Day } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Tag } from '../../ui/Tag';
import { Message } from './Message';
import { ThreadFoot } from './ThreadFoot';

export interface ThreadProps {
  thread: ThreadView;
  /** Name of the section that the thread stands in. */
  section: string;
  active: boolean;
  lost?: boolean;
  /** The text stands still or is offline: why nothing can be sent now. */
  blocked: string | null;
  onOpen: () => void;
  /** After something was sent: threads are fetched again. */
  onChanged: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  style?: CSSProperties;
  ref?: Ref<HTMLElement>;
}

export function ThreadCard({
  thread,
  section,
  active,
  lost,
  blocked,
  onOpen,
  onChanged,
  onKeyDown,
  style,
  ref,
}: ThreadProps) {
  const t = useTranslations('threads');
  const mustFix = thread.kind === 'must-fix';
  const resolved = thread.state === 'resolved';
  const [first, ...replies] = thread.comments;
  const open = active || lost || resolved;
  const title = useId();
  return (
    <article
      ref={ref}
      style={style}
      className={clsx('thread', mustFix && !resolved && 'is-mustfix', active && 'is-active', resolved && 'is-resolved')}
      aria-labelledby={title}
      id={threadCardId(thread.id)}
      data-thread-card={thread.id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: threads are walked with the keyboard in the order of the text.
      tabIndex={0}
      onClick={active ? undefined : onOpen}
      onFocus={(event) => event.target === event.currentTarget && !active && onOpen()}
      onKeyDown={onKeyDown}
    >
      <span id={title} className="sr">
        {t(mustFix ? 'mustFixName' : 'name', { name: thread.author.name })}
      </span>
      <div className="th-h">
        {mustFix && (
          <Tag meaning="mustfix" icon="flag" strong>
            {t('mustFix')}
          </Tag>
        )}
        <span className="grow">{headOf()}</span>
        {!open && <Day at={thread.at} time />}
      </div>
      {(open || mustFix) && thread.quote !== '' && (
        <blockquote className={clsx('q', lost && 'is-lost')}>{thread.quote}</blockquote>
      )}
      {first && <Message comment={first} time={open} />}
      {open && replies.map((reply) => <Message key={reply.id} comment={reply} time />)}
      {!open && replies.length > 0 && <Replies replies={replies} words={t('replies', { n: replies.length })} />}
      {resolved && thread.resolvedBy && thread.resolvedAt && (
        <p className="hint">
          <Icon name="agree" size={14} />
          {t('resolvedBy', { name: thread.resolvedBy.name })}
          <Day at={thread.resolvedAt} time />
          {thread.resolveReason && <span>{t('resolvedReason', { reason: thread.resolveReason })}</span>}
        </p>
      )}
      {open && <ThreadFoot thread={thread} blocked={blocked} onChanged={onChanged} />}
    </article>
  );

  function headOf(): string {
    if (lost) return t('lostIn', { section });
    if (mustFix && !resolved) return t('waiting', { name: thread.author.name });
    return Array.from(thread.quote).length === 1 ? `${section} · ${t('oneChar')}` : section;
  }
}

function Replies({ replies, words }: { replies: ThreadView['comments']; words: string }) {
  const people = [...new Map(replies.map((reply) => [reply.author.id, reply.author])).values()];
  return (
    <div className="th-h th-more">
      <span className="row">
        {people.slice(0, 3).map((person) => (
          <Avatar key={person.id} name={person.name} colour={person.colour} size={18} />
        ))}
      </span>
      {words}
    </div>
  );
}
