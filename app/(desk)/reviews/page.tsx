// All reviews the reader may know of: filter by stage, search by title, page by page.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
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
  const query = queryOf(await searchParams);
  const found = await runtime().views.reviewList(actor, query);
  return found.ok ? (
    <ReviewList query={query} items={found.value.items} next={found.value.cursor} />
  ) : (
    <ReviewList query={query} items={[]} refusal={found.refusal.code} />
  );
}

/** A parameter given twice, or empty, is none. */
function queryOf(params: Record<string, string | string[] | undefined>): ListQuery {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [q, stage, cursor] = [one('q'), one('stage'), one('cursor')];
  return { ...(q && { q }), ...(stage && { stage }), ...(cursor && { cursor }) };
}
