// The bin of the person who looks: what they can bring back. Somebody who opened such a review is led here, and told.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';
import { BinList } from './BinList';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bin'))('title') };
}

export default async function BinRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const { cursor, at } = await searchParams;
  const found = await runtime().views.bin(actor, typeof cursor === 'string' ? { cursor } : {});
  if (!found.ok) redirect('/reviews/bin');
  return <BinList page={found.value} first={typeof cursor !== 'string'} at={typeof at === 'string' ? at : null} />;
}
