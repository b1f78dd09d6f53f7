// All reviews the reader may know of: search by title, filters by stage, template and owner, page by page.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { askedOf } from '../asked';
import { type ListQuery, ReviewList } from './ReviewList';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('title') };
}

export default async function ReviewsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requireActor();
  const query: ListQuery = askedOf(await searchParams, NAMES);
  const { views } = runtime();
  const [found, templates] = await Promise.all([views.reviewList(actor, query), views.templates()]);
  return found.ok ? (
    <ReviewList query={query} templates={templates} items={found.value.items} next={found.value.cursor} />
  ) : (
    <ReviewList query={query} templates={templates} items={[]} refusal={found.refusal.code} />
  );
}

const NAMES = ['q', 'stage', 'template', 'mine', 'cursor'] as const satisfies readonly (keyof ListQuery)[];
