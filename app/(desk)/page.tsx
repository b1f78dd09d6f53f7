// The desk: what waits for the reader, the reviews in progress, the templates to start from.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../server/runtime';
import { requireActor } from '../session';
import { DeskScreen } from './DeskScreen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('title') };
}

export default async function DeskPage() {
  const actor = await requireActor();
  return <DeskScreen desk={await runtime().views.desk(actor)} now={new Date().toISOString()} />;
}
