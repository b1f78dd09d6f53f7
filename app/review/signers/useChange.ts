// A change of the people of a sign-off: sent with the record that the reader saw, so that nobody changes what they did not see.
'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { SignoffView } from '../../../domain/view';
import type { Method } from '../../client/api';
import { useCall } from '../../client/useCall';
import { notify } from '../../ui/Toast';

export interface Around {
  reviewId: string;
  signoff: SignoffView;
}

/** `send` answers whether it was done; then the page is asked for anew and `done` is said. */
export function useChange({ reviewId, signoff }: Around, onDone: () => void) {
  const router = useRouter();
  const { busy, words, once } = useCall();
  const { recordSha256 } = signoff;
  const send = useCallback(
    async (method: Method, path: string, body: Record<string, unknown>, done: string) => {
      const answer = await once({ method, path: `/reviews/${reviewId}/signoff${path}`, body });
      if (!answer.ok) return false;
      onDone();
      notify(done);
      router.refresh();
      return true;
    },
    [once, reviewId, onDone, router],
  );
  return { busy, words, send, recordSha256 };
}
