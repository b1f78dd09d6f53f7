// The record of one review. Who may not read any of it gets the same answer as for a wrong address.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../../../server/runtime';
import { RecordScreen } from '../../../../review/record/RecordScreen';
import { requireActor } from '../../../../session';
import { reviewPageFor } from '../reviewPageFor';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, unknown>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [page, t] = await Promise.all([reviewPageFor((await params).id), getTranslations('review.record')]);
  return { title: `${t('title')} · ${page.title}` };
}

export default async function RecordRoute({ params, searchParams }: Props) {
  // Not the rest: the text itself may be large, and this page shows none of it.
  const { id, title, stage, signoff, approved, abilities, members, templateBody } = await reviewPageFor(
    (await params).id,
  );
  const { cursor } = await searchParams;
  const asked = { reviewId: id, cursor: typeof cursor === 'string' ? cursor : undefined };
  const record = await runtime().views.reviewRecord(await requireActor(), asked);
  if (!record.ok) notFound();
  const page = { id, title, stage, signoff, approved, abilities, members, templateBody };
  return <RecordScreen page={page} record={record.value} later={asked.cursor !== undefined} />;
}
