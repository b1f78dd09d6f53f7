// The versions of one review: its history, the difference of any two states, who wrote what.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { HistoryScreen } from '../../../../review/versions/HistoryScreen';
import { reviewPageFor } from '../reviewPageFor';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [page, t] = await Promise.all([reviewPageFor((await params).id), getTranslations('versions')]);
  return { title: `${t('title')} · ${page.title}` };
}

export default async function HistoryRoute({ params }: Props) {
  // Not the rest: the text itself may be large, and this page asks for the states that it shows.
  const { id, title, stage, signoff, approved, abilities } = await reviewPageFor((await params).id);
  // Who reads on in the approved version has no other one to compare it with.
  if (approved !== null) redirect(`/reviews/${id}`);
  return <HistoryScreen page={{ id, title, stage, signoff, abilities }} />;
}
