// The screen of the account page: one card a concern.
'use client';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import type { Locale } from '../../../domain/actor';
import type { AccountPage } from '../../../domain/view';
import { signOutAction } from '../../(entry)/actions';
import type { Theme } from '../../theme';
import { Button } from '../../ui/Button';
import { Absence } from './Absence';
import { Look } from './Look';
import { Password } from './Password';
import { Profile } from './Profile';
import { Sessions } from './Sessions';
import { StandingWords } from './StandingWords';
import { Tokens } from './Tokens';

export function Account({ page, locale, theme }: { page: AccountPage; locale: Locale | null; theme: Theme }) {
  const t = useTranslations('account');
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <Button icon="arrow-r" onClick={() => startTransition(() => void signOutAction())}>
          {t('signOut')}
        </Button>
      </header>
      <div className="page-b acc">
        <section className="card" aria-labelledby="profile">
          <div className="card-h">
            <h2 id="profile">{t('profile')}</h2>
          </div>
          <Profile person={page.person} />
          <Look locale={locale} theme={theme} />
        </section>
        <StandingWords standing={page.standing} />
        <Absence meId={page.person.id} />
        <Password />
        <Tokens tokens={page.tokens} />
        <Sessions sessions={page.sessions} next={page.cursor} />
      </div>
    </>
  );
}
