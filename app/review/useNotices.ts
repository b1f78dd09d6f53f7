// What the server says over the socket, turned into what the screen does: fetch again, or tell that a newer page exists.
'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { NEWS } from '../shell/context';
import type { Live } from './live';
import { takeAnswersWhole } from './wholeAnswers';

/** Answers whether the server runs a newer page than this one. */
export function useNotices(
  { onNotice, admitted }: Pick<Live, 'onNotice' | 'admitted'>,
  /** Everything in the rail that is kept on the server. */
  refreshThreads: () => Promise<void>,
  /** Of the product that made the page; a refresh changes the data, not the page. */
  version: string,
): boolean {
  const made = useRef(version);
  const router = useRouter();
  const [newer, setNewer] = useState(false);
  useEffect(takeAnswersWhole, []);
  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.type === 'threads') void refreshThreads();
        window.dispatchEvent(new Event(NEWS));
        if (notice.type === 'version') setNewer(notice.version !== made.current);
        if (notice.type === 'stage' || notice.type === 'rights' || notice.type === 'signoff') router.refresh();
        if (notice.type === 'restored') router.refresh();
      }),
    [onNotice, refreshThreads, router],
  );
  const back = useReturns(admitted);
  const answered = useRef(0);
  useEffect(() => {
    // A refreshed page brings new functions: they are no return, or one return would refresh for ever.
    if (back === answered.current) return;
    answered.current = back;
    router.refresh();
    void refreshThreads();
  }, [back, refreshThreads, router]);
  return newer;
}

/**
 * How often the connection came back: what the server said meanwhile was not heard, a change of rights (4503) above all.
 * A socket that opens only to be closed with 4401 or 4403 is no return: asking for the page then would lead away from it.
 */
function useReturns(admitted: boolean): number {
  const [returns, setReturns] = useState(0);
  const before = useRef<'never' | 'here' | 'away'>('never');
  useEffect(() => {
    if (admitted && before.current === 'away') setReturns((n) => n + 1);
    if (admitted) before.current = 'here';
    else if (before.current === 'here') before.current = 'away';
  }, [admitted]);
  return returns;
}
