// A new review: choose a template, name the people, create.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../server/runtime';
import { requireActor } from '../../../session';
import { NewReview } from './NewReview';
import './new.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('newReview'))('title') };
}

export default async function NewReviewPage({
  searchParams,
}: {
  searchParams: Promise<{ template?: string | string[] }>;
}) {
  const actor = await requireActor();
  const [{ template }, templates, account] = await Promise.all([
    searchParams,
    runtime().views.templates(),
    runtime().views.account(actor),
  ]);
  const { id, name, colour } = account.person;
  return (
    <NewReview
      templates={templates}
      chosen={typeof template === 'string' ? template : undefined}
      me={{ id, name, colour }}
      organisation={await runtime().organisation()}
    />
  );
}
