// The shell for one task at a time: a bar with the way back, nothing beside it. Signed-in people only.
import type { ReactNode } from 'react';
import { requireActor } from '../session';
import { HearEarly } from '../shell/HearEarly';
import { Shell } from '../shell/Shell';
import './focus.css';

export default async function FocusLayout({ children }: { children: ReactNode }) {
  await requireActor();
  return (
    <>
      <HearEarly />
      <Shell>{children}</Shell>
    </>
  );
}
