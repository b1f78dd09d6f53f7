// The data of one review for its pages, loaded once a request; whoever may not read it gets the same answer as for a wrong address.
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReviewPage } from '../../../../domain/view';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';

export const reviewPageFor = cache(async (reviewId: string): Promise<ReviewPage> => {
  const actor = await requireActor();
  const found = await runtime().views.reviewPage(actor, reviewId);
  if (!found.ok) notFound();
  return found.value;
});
