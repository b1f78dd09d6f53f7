// The inbox: what reached the reader in their reviews.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InboxScreen } from '../../inbox/InboxScreen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default function InboxPage() {
  return <InboxScreen />;
}
