// The desk's shell: navigation at the left (at the foot on a phone), the page beside it. Signed-in people only.
import type { ReactNode } from 'react';
import { runtime } from '../../server/runtime';
import { requireActor } from '../session';
import { HearEarly } from '../shell/HearEarly';
import { Shell } from '../shell/Shell';
import './desk.css';
import { Nav } from './Nav';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [organisation, account] = await Promise.all([runtime().organisation(), runtime().views.account(actor)]);
  return (
    <>
      <HearEarly />
      <Shell>
        <div className="app">
          <Nav organisation={organisation} person={account.person} />
          <main id="main" className="main" tabIndex={-1}>
            {children}
          </main>
        </div>
      </Shell>
    </>
  );
}
