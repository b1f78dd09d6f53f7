// The comments of a live review in the rail beside its text.
'use client';
import type { ReviewPage } from '../../../domain/view';
import { CommentRail } from './CommentRail';
import type { Comments } from './useComments';
import type { Threads } from './useThreads';

interface Props {
  page: Pick<ReviewPage, 'id'>;
  comments: Comments;
  threads: Threads;
  tops: ReadonlyMap<string, number> | null;
  sectionTitle: (key: string | null) => string;
  blocked: string | null;
  mayComment: boolean;
}

const NO_TOPS: ReadonlyMap<string, number> = new Map();

export function LiveRail({ page, comments, threads, tops, ...rights }: Props) {
  const { lists, active, draft } = comments;
  const onChanged = () => void threads.refresh();
  const onSent = (id: string) => void comments.sent(id);
  return (
    <CommentRail
      {...rights}
      reviewId={page.id}
      lists={lists}
      tops={tops ?? NO_TOPS}
      filter={comments.filter}
      onFilter={comments.setFilter}
      active={active}
      onOpen={(thread) => comments.open(thread.id)}
      draft={draft}
      onSent={onSent}
      onCancel={comments.cancel}
      onChanged={onChanged}
      onKeyDown={comments.onCardKey}
      problem={threads.problem}
    />
  );
}
