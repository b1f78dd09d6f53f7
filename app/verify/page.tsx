// Verifying a signed package: for anybody, without signing in, and without a byte of it leaving the browser.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { VerifyScreen } from './VerifyScreen';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('verify'))('title') };
}

export default function VerifyPage() {
  return <VerifyScreen />;
}
