// The phone's comments: a button over selected text, and the sheet.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../../domain/view';
import { Button } from '../../ui/Button';
import type { Panes } from '../usePanes';
import { ThreadSheet } from './ThreadSheet';
import type { Comments } from './useComments';
import type { Threads } from './useThreads';

interface Props {
  page: Pick<ReviewPage, 'id'>;
  comments: Comments;
  threads: Threads;
  panes: Panes;
  /** Whether words are selected in the text. */
  selected: boolean;
  sectionTitle: (key: string | null) => string;
  blocked: string | null;
  mayComment: boolean;
}

export function PhoneComments({ page, comments, threads, panes, selected, ...rights }: Props) {
  const t = useTranslations('threads');
  const { lists, active, draft } = comments;
  if (panes.phone !== 'comments') {
    return selected && rights.mayComment ? (
      // Pressing must not take the selection away before it is read.
      <Button
        className="m-new"
        variant="primary"
        size="touch"
        icon="comment-plus"
        onPointerDown={(event) => event.preventDefault()}
        onClick={comments.start}
      >
        {t('newOn')}
      </Button>
    ) : null;
  }
  const close = () => {
    comments.cancel();
    comments.open(null);
    panes.show('text');
  };
  return (
    <ThreadSheet
      {...rights}
      reviewId={page.id}
      threads={[...lists.anchored, ...lists.lost]}
      active={active}
      draft={draft}
      onOpen={comments.open}
      onSent={(id) => void comments.sent(id)}
      onChanged={() => void threads.refresh()}
      onClose={close}
    />
  );
}
