// The data of one review for its pages, loaded once a request; whoever may not read it gets the same answer as for a wrong address,
// and who may bring it back from the bin is led there.
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { ReviewPage } from '../../../../domain/view';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';

export const reviewPageFor = cache(async (reviewId: string): Promise<ReviewPage> => {
  const actor = await requireActor();
  const found = await runtime().views.reviewPage(actor, reviewId);
  if (found.ok) return found.value;
  if (found.refusal.code === 'in-bin') redirect(`/reviews/bin?at=${encodeURIComponent(reviewId)}`);
  notFound();
});
