// The audit log, for administrators; everybody else gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { askedOf } from '../asked';
import { AuditScreen } from './AuditScreen';
import '../people/people.css';
import './audit.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const query = askedOf(await searchParams, ['kind', 'person', 'cursor']);
  const { views } = runtime();
  const [page, keys] = await Promise.all([views.audit(actor, query), views.signingKeys()]);
  if (!page.ok) notFound();
  return <AuditScreen page={page.value} query={query} keys={keys} />;
}
