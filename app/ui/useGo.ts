// Goes to another screen of the product, after what this one has to ask.
'use client';
import { useRouter } from 'next/navigation';
import { leaveBy } from './leaving';

export function useGo(): (href: string) => void {
  const router = useRouter();
  return (href) => leaveBy(() => router.push(href));
}
