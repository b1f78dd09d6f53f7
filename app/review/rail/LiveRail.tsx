// The comments of a live review in the rail beside its text.
'use client';
import { CommentRail } from './CommentRail';
import type { Talking } from './useTalking';

const NO_TOPS: ReadonlyMap<string, number> = new Map();

export function LiveRail({ talking, mayComment }: { talking: Talking; mayComment: boolean }) {
  const { comments, threads, tops, outbox, send } = talking;
  return (
    <CommentRail
      comments={comments}
      tops={tops ?? NO_TOPS}
      unsent={outbox.items}
      onSend={send}
      mayComment={mayComment}
      problem={threads.problem}
    />
  );
}
