// What the server says over the socket, turned into what the screen does: fetch again, or tell that a newer page exists.
'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Live } from './live';

/** Answers whether the server runs a newer page than this one. */
export function useNotices(onNotice: Live['onNotice'], refreshThreads: () => Promise<void>): boolean {
  const router = useRouter();
  const [newer, setNewer] = useState(false);
  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.type === 'threads') void refreshThreads();
        if (notice.type === 'version') setNewer(true);
        if (notice.type === 'stage' || notice.type === 'rights' || notice.type === 'signoff') router.refresh();
      }),
    [onNotice, refreshThreads, router],
  );
  return newer;
}
