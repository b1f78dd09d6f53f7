// All reviews the reader may know of: search by title, filters by stage, template and owner, page by page.
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
  const { views } = runtime();
  const [found, templates] = await Promise.all([views.reviewList(actor, query), views.templates()]);
  return found.ok ? (
    <ReviewList query={query} templates={templates} items={found.value.items} next={found.value.cursor} />
  ) : (
    <ReviewList query={query} templates={templates} items={[]} refusal={found.refusal.code} />
  );
}

/** A parameter given twice, or empty, is none. */
function queryOf(params: Record<string, string | string[] | undefined>): ListQuery {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return Object.fromEntries(NAMES.map((name) => [name, one(name)]).filter(([, value]) => value !== undefined));
}

const NAMES = ['q', 'stage', 'template', 'mine', 'cursor'] as const satisfies readonly (keyof ListQuery)[];
