// One thread: folded to its first words, or open with every message, the reply and what may be done with it.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, memo, type Ref, useId, useState } from 'react';
import type { ThreadView } from '../../../domain/view';
import { threadCardId } from '../../editor/threadCardId';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { laterPart } from '../../ui/later';
import { Tag } from '../../ui/Tag';
import { Message } from './Message';
import { Quote } from './Quote';
import { ThreadFoot } from './ThreadFoot';
import { ThreadMenu } from './ThreadMenu';
import { ThreadState } from './ThreadState';
import { useTalk } from './talk';
import { UnsentWords } from './UnsentWords';
import type { Unsent } from './unsent';

const AssignThread = laterPart(() => import('./AssignThread').then((module) => module.AssignThread));

export interface ThreadProps {
  thread: ThreadView;
  active: boolean;
  lost?: boolean;
  /** Replies on their way. */
  unsent: readonly Unsent[];
  onOpen: (id: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  /** In px from the rail's top; absent in lists. */
  y?: number;
  ref?: Ref<HTMLElement>;
}

/** Drawn again only when something of its own changed: three hundred of them stand beside a text that is being written. */
export const ThreadCard = memo(function ThreadCard(props: ThreadProps) {
  const { thread, active, lost, unsent, onOpen, y } = props;
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const [assigning, setAssigning] = useState(false);
  const mustFix = thread.kind === 'must-fix';
  const resolved = thread.state === 'resolved';
  const [first, ...replies] = thread.comments;
  const open = active || lost || resolved;
  const title = useId();
  return (
    <article
      ref={props.ref}
      style={y === undefined ? undefined : { transform: `translateY(${y}px)` }}
      className={clsx('thread', mustFix && !resolved && 'is-mustfix', active && 'is-active', resolved && 'is-resolved')}
      aria-labelledby={title}
      id={threadCardId(thread.id)}
      data-thread-card={thread.id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: threads are walked with the keyboard in the order of the text.
      tabIndex={0}
      onClick={active ? undefined : () => onOpen(thread.id)}
      onFocus={(event) => event.target === event.currentTarget && !active && onOpen(thread.id)}
      onKeyDown={props.onKeyDown}
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
        {!active && <Day at={thread.at} near={!lost} />}
        {open && <ThreadMenu thread={thread} onAssign={() => setAssigning(true)} />}
      </div>
      {(open || mustFix || thread.before + thread.after !== '') && <Quote thread={thread} lost={lost} />}
      {first && <Message comment={first} open={open} />}
      {open && replies.map((reply) => <Message key={reply.id} comment={reply} open />)}
      {!open && replies.length > 0 && <Replies replies={replies} words={t('replies', { n: replies.length })} />}
      {unsent.map((item) => (
        <UnsentWords key={item.key} item={item} />
      ))}
      <ThreadState thread={thread} lost={lost} />
      {lost && thread.may.steer && <Relocate id={thread.id} />}
      {open && <ThreadFoot thread={thread} />}
      {assigning && <AssignThread thread={thread} onClose={() => setAssigning(false)} />}
    </article>
  );

  function headOf(): string {
    const section = sectionTitle(thread.sectionKey);
    if (lost) return t('lostIn', { section });
    if (mustFix && !resolved) return t('waiting', { name: thread.author.name });
    return Array.from(thread.quote).length === 1 ? `${section} · ${t('oneChar')}` : section;
  }
});

function Relocate({ id }: { id: string }) {
  const t = useTranslations('threads');
  const { blocked, move } = useTalk();
  return (
    <div className="th-f">
      <Button
        size="sm"
        icon="target"
        aria-disabled={blocked !== null || undefined}
        title={blocked ?? undefined}
        onClick={() => !blocked && move(id)}
      >
        {t('move')}
      </Button>
    </div>
  );
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
