// Removed while away: there is no socket to say 4403, so the page that cannot be opened wipes the local copies of its review itself.
'use client';
import { useParams } from 'next/navigation';
import { useEffect } from 'react';
import { wipeCopiesOf } from '../editor/copy/wipe';

export function ForgetCopies({ person }: { person: string }) {
  const { id } = useParams();
  useEffect(() => {
    if (typeof id === 'string') void wipeCopiesOf({ person, review: id });
  }, [person, id]);
  return null;
}
