// Leaving with a text that is nowhere else asks first: the browser's way out, its Back, and the page's own arrow.
'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';

/** `leave` goes to the desk, or asks while `dirty`. A second history entry catches Back, which otherwise asks nobody. */
export function useLeaveGuard(dirty: boolean) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const caught = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    const here = () => window.history.pushState(null, '', window.location.href);
    if (!caught.current) here();
    caught.current = true;
    const back = () => {
      here();
      setAsking(true);
    };
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('popstate', back);
    window.addEventListener('beforeunload', unload);
    return () => {
      window.removeEventListener('popstate', back);
      window.removeEventListener('beforeunload', unload);
    };
  }, [dirty]);

  const leave = useCallback(() => (dirty ? setAsking(true) : router.push('/')), [dirty, router]);
  return { asking, leave, stay: useCallback(() => setAsking(false), []) };
}
