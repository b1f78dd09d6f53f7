// The audit log, for administrators; everybody else gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { AuditScreen } from './AuditScreen';
import '../people/people.css';
import './audit.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

type Query = { kind?: string; person?: string; cursor?: string };

export default async function AuditRoute({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor();
  const asked = await searchParams;
  const query: Query = Object.fromEntries(
    ['kind', 'person', 'cursor'].flatMap((key) =>
      typeof asked[key] === 'string' && asked[key] ? [[key, asked[key]]] : [],
    ),
  );
  const { views } = runtime();
  const [page, people, keys] = await Promise.all([views.audit(actor, query), views.people(actor), views.signingKeys()]);
  if (!page.ok || !people.ok) notFound();
  const names = people.value.items.map(({ id, name }) => ({ id, name }));
  return <AuditScreen page={page.value} query={query} people={names} keys={keys} />;
}
