// Comments on a phone: a sheet over the text with one thread at a time, the next and the one before.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ThreadView } from '../../../domain/view';
import { IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Tag } from '../../ui/Tag';
import { Composer, type Draft } from './Composer';
import { Message } from './Message';
import { ThreadFoot } from './ThreadFoot';
import { neighbour } from './threadLists';

interface Props {
  reviewId: string;
  threads: readonly ThreadView[];
  active: string | null;
  draft: Draft | null;
  mayComment: boolean;
  sectionTitle: (key: string | null) => string;
  blocked: string | null;
  onOpen: (id: string) => void;
  onSent: (id: string) => void;
  onChanged: () => void;
  onClose: () => void;
}

export function ThreadSheet(props: Props) {
  const { threads, draft, active, onClose } = props;
  const t = useTranslations('threads');
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const thread = threads.find((one) => one.id === active) ?? threads[0];
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
            reviewId={props.reviewId}
            draft={draft}
            blocked={props.blocked}
            onSent={props.onSent}
            onCancel={onClose}
          />
        </div>
      ) : thread ? (
        <One {...props} thread={thread} />
      ) : (
        <Empty icon="comment" title={t('none')}>
          {t(props.mayComment ? 'noneHowPhone' : 'noneRead')}
        </Empty>
      )}
    </section>
  );
}

function One({ thread, threads, sectionTitle, blocked, onOpen, onChanged }: Props & { thread: ThreadView }) {
  const t = useTranslations('threads');
  const go = (step: 1 | -1) => {
    const id = neighbour(threads, thread.id, step);
    if (id) onOpen(id);
  };
  return (
    <>
      <div className="m-pos">
        <IconButton icon="chev-u" size="touch" label={t('prev')} onClick={() => go(-1)} />
        <b>{t('position', { n: threads.indexOf(thread) + 1, all: threads.length })}</b>
        <IconButton icon="chev-d" size="touch" label={t('next')} onClick={() => go(1)} />
      </div>
      <article className={`m-sb${thread.kind === 'must-fix' ? ' is-mustfix' : ''}`}>
        <div className="th-h">
          {thread.kind === 'must-fix' && (
            <Tag meaning="mustfix" icon="flag" strong>
              {t('mustFix')}
            </Tag>
          )}
          <span className="grow">{sectionTitle(thread.sectionKey)}</span>
        </div>
        {thread.quote !== '' && <blockquote className="q">{thread.quote}</blockquote>}
        {thread.comments.map((comment) => (
          <Message key={comment.id} comment={comment} time size={28} />
        ))}
        <ThreadFoot key={thread.id} thread={thread} blocked={blocked} onChanged={onChanged} />
      </article>
    </>
  );
}
