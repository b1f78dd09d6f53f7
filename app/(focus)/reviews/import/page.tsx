// Importing a text: upload or paste, look at what was recognised, create the review. Nothing is stored before the last step.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';
import { ImportFlow } from './ImportFlow';
import '../../../(desk)/reviews/new/new.css';
import './import.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('import'))('title') };
}

type Props = { searchParams: Promise<{ template?: string | string[] }> };

export default async function ImportPage({ searchParams }: Props) {
  const actor = await requireActor();
  const { views, organisation } = runtime();
  const [{ template }, templates, account, name] = await Promise.all([
    searchParams,
    views.templates(),
    views.account(actor),
    organisation(),
  ]);
  const { id, colour } = account.person;
  return (
    <ImportFlow
      templates={templates}
      chosen={typeof template === 'string' ? template : undefined}
      me={{ id, name: account.person.name, colour }}
      organisation={name}
    />
  );
}
