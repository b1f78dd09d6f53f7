// People of the organisation, for administrators; everybody else gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { STOCK_PHRASES } from '../../../domain/checks/stockPhrases';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { askedOf } from '../asked';
import { PeopleScreen } from './PeopleScreen';
import './people.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeopleRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const query = askedOf(await searchParams, ['q', 'cursor']);
  const { views, organisation, publicUrl } = runtime();
  const [found, name] = await Promise.all([views.people(actor, query), organisation()]);
  if (!found.ok) notFound();
  return (
    <PeopleScreen
      page={found.value}
      query={query}
      me={actor.personId}
      organisation={name ?? ''}
      publicUrl={publicUrl}
      builtin={STOCK_PHRASES.length}
    />
  );
}
