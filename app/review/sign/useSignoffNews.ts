// Keeps the sign page fresh: it has no socket of its own, so it asks while it is being looked at.
'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { SignoffView } from '../../../domain/view';
import { call } from '../../client/api';

/** Between two questions, in ms. A signature is compared with the server's digest anyway, whatever this page shows. */
const PAUSE_MS = 4000;

/** `also`: what is asked for with it, since the sign-off does not tell: points and their answers. */
export function useSignoffNews(reviewId: string, shown: SignoffView, also: () => void): void {
  const router = useRouter();
  useEffect(() => {
    let busy = false;
    const ask = async () => {
      if (busy || document.visibilityState !== 'visible') return;
      busy = true;
      also();
      const answer = await call<SignoffView>('GET', `/reviews/${reviewId}/signoff`);
      busy = false;
      // 404 and 401 are news as well: the page then says what a reader without the right sees.
      if (answer.ok ? differs(answer.value, shown) : answer.problem.status === 404 || answer.problem.status === 401)
        router.refresh();
    };
    const timer = setInterval(() => void ask(), PAUSE_MS);
    const onVisible = () => void ask();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [reviewId, shown, also, router]);
}

function differs(a: SignoffView, b: SignoffView): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
