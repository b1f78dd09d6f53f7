// The shell of one review: the palette and the bell's count around its screens.
import type { ReactNode } from 'react';
import { HearEarly } from '../shell/HearEarly';
import { Shell } from '../shell/Shell';

export default function ReviewLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <HearEarly />
      <Shell ahead={false}>{children}</Shell>
    </>
  );
}
