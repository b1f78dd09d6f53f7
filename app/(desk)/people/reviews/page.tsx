// All reviews by title and size, for administrators; everybody else gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';
import { AllReviews } from './AllReviews';
import '../people.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rights'))('org.title') };
}

export default async function AllReviewsRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const { cursor } = await searchParams;
  const asked = typeof cursor === 'string' ? { cursor } : {};
  const found = await runtime().views.organisationReviews(actor, asked);
  if (!found.ok) notFound();
  return <AllReviews page={found.value} first={typeof cursor !== 'string'} />;
}
