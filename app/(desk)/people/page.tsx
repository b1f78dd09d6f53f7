// People of the organisation, for administrators; everybody else gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { STOCK_PHRASES } from '../../../domain/checks/stockPhrases';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { PeopleScreen } from './PeopleScreen';
import './people.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeopleRoute() {
  const actor = await requireActor();
  const { views, organisation, publicUrl } = runtime();
  const [found, name] = await Promise.all([views.people(actor), organisation()]);
  if (!found.ok) notFound();
  return (
    <PeopleScreen
      people={found.value.items}
      me={actor.personId}
      organisation={name ?? ''}
      publicUrl={publicUrl}
      phrases={found.value.phrases}
      builtin={STOCK_PHRASES.length}
    />
  );
}
