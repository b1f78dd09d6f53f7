// The search with its filters and all of its results: titles, texts and comments of what the reader may read.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { askedOf } from '../asked';
import { SearchScreen } from './SearchScreen';
import './search.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('search.page'))('title') };
}

export default async function SearchRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const query = askedOf(await searchParams, ['q', 'in', 'stage']);
  if (query.q === undefined) return <SearchScreen query={query} found={null} />;
  return <SearchScreen query={query} found={await runtime().views.search(actor, query)} />;
}
