// Comments on a phone: a sheet over the text with one thread at a time, the next and the one before, of those that a filter leaves.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { ThreadView } from '../../../domain/view';
import { Button, IconButton } from '../../ui/Button';
import { Tag } from '../../ui/Tag';
import { AssignThread } from './AssignThread';
import { Nothing } from './CommentRail';
import { Composer, type Draft } from './Composer';
import { Message } from './Message';
import { Quote } from './Quote';
import { SheetFilter, SheetShown } from './RailFilter';
import { ThreadFoot } from './ThreadFoot';
import { ThreadMenu } from './ThreadMenu';
import { ThreadState } from './ThreadState';
import { useTalk } from './talk';
import { neighbour } from './threadLists';
import { UnsentCard } from './UnsentCard';
import { UnsentWords } from './UnsentWords';
import type { Unsent, Words } from './unsent';
import type { Comments } from './useComments';

interface Props {
  comments: Comments;
  unsent: readonly Unsent[];
  mayComment: boolean;
  onSend: (draft: Draft, words: Words, kind: 'normal' | 'must-fix') => void;
  onClose: () => void;
}

export function ThreadSheet({ comments, unsent, mayComment, onSend, onClose }: Props) {
  const t = useTranslations('threads');
  const { lists, active, draft: begun, filter, section, beside } = comments;
  // A thread that is opened stands over words that wait.
  const draft = active === null ? begun : null;
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const isAll = filter === 'open' && section === undefined;
  const threads = filter === 'resolved' ? lists.resolved : isAll ? [...beside, ...lists.lost] : beside;
  const thread = threads.find((one) => one.id === active) ?? threads[0];
  const opening = unsent.filter(({ target }) => target.kind === 'open');
  return (
    <section
      ref={sheet}
      className="sheet m-sheet"
      role="dialog"
      aria-label={draft ? t('new') : t('title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <button type="button" className="m-grab" aria-label={t('close')} onClick={onClose}>
        <span className="grab" />
      </button>
      {draft ? (
        <div className="m-sb">
          <Composer
            draft={draft}
            onSend={onSend}
            onLeave={onClose}
            onCancel={() => {
              comments.cancel();
              onClose();
            }}
          />
        </div>
      ) : thread ? (
        <One
          key={thread.id}
          thread={thread}
          threads={threads}
          lost={lists.lost.includes(thread)}
          unsent={unsent}
          opening={opening}
          comments={comments}
        />
      ) : (
        <>
          <div className="m-pos">
            <span className="grow" />
            <Others comments={comments} />
          </div>
          <SheetShown comments={comments} />
          <div className="m-sb">
            {opening.map((item) => (
              <UnsentCard key={item.key} item={item} />
            ))}
            {opening.length === 0 && <Nothing filter={filter}>{t(mayComment ? 'noneHowPhone' : 'noneRead')}</Nothing>}
          </div>
        </>
      )}
    </section>
  );
}

/** The ways to what the walk leaves out: threads without words, wherever they stood (TH18), and those of other filters. */
function Others({ comments }: { comments: Comments }) {
  const t = useTranslations('threads');
  const { lists, open, setFilter, setSection } = comments;
  const [firstLost] = lists.lost;
  const openLost = (id: string) => {
    setFilter('open');
    setSection(undefined);
    open(id);
  };
  return (
    <>
      {firstLost && (
        <Button size="touch" variant="ghost" icon="unlink" onClick={() => openLost(firstLost.id)}>
          {t('lostCount', { n: lists.lost.length })}
        </Button>
      )}
      <SheetFilter comments={comments} />
    </>
  );
}

interface OneProps {
  thread: ThreadView;
  threads: readonly ThreadView[];
  lost: boolean;
  unsent: readonly Unsent[];
  opening: readonly Unsent[];
  comments: Comments;
}

function One({ thread, threads, lost, unsent, opening, comments }: OneProps) {
  const t = useTranslations('threads');
  const { sectionTitle } = useTalk();
  const [assigning, setAssigning] = useState(false);
  const go = (step: 1 | -1) => {
    const id = neighbour(threads, thread.id, step);
    if (id) comments.open(id);
  };
  const section = sectionTitle(thread.sectionKey);
  const mustFix = thread.kind === 'must-fix';
  return (
    <>
      <div className="m-pos">
        <IconButton icon="chev-u" size="touch" label={t('prev')} onClick={() => go(-1)} />
        <b>{t('position', { n: threads.indexOf(thread) + 1, all: threads.length })}</b>
        <IconButton icon="chev-d" size="touch" label={t('next')} onClick={() => go(1)} />
        <Others comments={comments} />
      </div>
      <SheetShown comments={comments} />
      <div className="m-sb">
        {opening.map((item) => (
          <UnsentCard key={item.key} item={item} />
        ))}
        <article
          className={mustFix ? 'm-one is-mustfix' : 'm-one'}
          aria-label={t('name', { name: thread.author.name })}
        >
          <div className="th-h">
            {mustFix && (
              <Tag meaning="mustfix" icon="flag" strong>
                {t('mustFix')}
              </Tag>
            )}
            <span className="grow">{lost ? t('lostIn', { section }) : section}</span>
            <ThreadMenu thread={thread} size="touch" onAssign={() => setAssigning(true)} />
          </div>
          <Quote thread={thread} lost={lost} />
          {thread.comments.map((comment) => (
            <Message key={comment.id} comment={comment} open size={28} />
          ))}
          {unsent.map((item) =>
            item.target.kind === 'reply' && item.target.threadId === thread.id ? (
              <UnsentWords key={item.key} item={item} size={28} />
            ) : null,
          )}
          <ThreadState thread={thread} lost={lost} />
          <ThreadFoot thread={thread} />
        </article>
      </div>
      {assigning && <AssignThread thread={thread} onClose={() => setAssigning(false)} />}
    </>
  );
}
