// The words that a thread stands on: one character with its neighbours, struck out when they are gone.
import { clsx } from 'clsx';
import type { ThreadView } from '../../../domain/view';

export function Quote({
  thread,
  lost,
}: {
  thread: Pick<ThreadView, 'quote' | 'before' | 'after'>;
  lost?: boolean | undefined;
}) {
  if (thread.quote === '') return null;
  const alone = thread.before === '' && thread.after === '';
  return (
    <blockquote className={clsx('q', lost && 'is-lost')}>
      {alone ? (
        thread.quote
      ) : (
        <>
          …{thread.before}
          <mark>{thread.quote}</mark>
          {thread.after}…
        </>
      )}
    </blockquote>
  );
}
