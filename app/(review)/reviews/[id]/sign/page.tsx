// The sign page of one review. Before the first freeze there is nothing to sign: the text is shown instead.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignScreen } from '../../../../review/sign/SignScreen';
import { reviewPageFor } from '../reviewPageFor';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [page, t] = await Promise.all([reviewPageFor((await params).id), getTranslations('sign')]);
  return { title: `${t('title')} · ${page.title}` };
}

export default async function SignPage({ params }: Props) {
  const page = await reviewPageFor((await params).id);
  if (!page.signoff) redirect(`/reviews/${page.id}`);
  return <SignScreen page={page} signoff={page.signoff} />;
}
