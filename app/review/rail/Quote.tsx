// The words that a thread stands on: one character with its neighbours, struck out when they are gone.
import { clsx } from 'clsx';
import type { ThreadView } from '../../../domain/view';
import { seen } from '../../ui/seen';

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
        seen(thread.quote)
      ) : (
        <>
          …{seen(thread.before)}
          <mark>{seen(thread.quote)}</mark>
          {seen(thread.after)}…
        </>
      )}
    </blockquote>
  );
}
