// Language and appearance: each change holds at once, here and wherever one signs in next.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Locale } from '../../../domain/actor';
import { remember } from '../../client/cookie';
import { useCall } from '../../client/useCall';
import type { Theme } from '../../theme';
import { Seg } from '../../ui/Seg';
import { Notice } from '../../ui/Tag';

type Language = Locale | 'browser';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function Look(props: { locale: Locale | null; theme: Theme }) {
  const t = useTranslations('account');
  const router = useRouter();
  const { words, run } = useCall();
  const [language, setLanguage] = useState<Language>(props.locale ?? 'browser');
  const [theme, setTheme] = useState(props.theme);

  const speak = async (wanted: Language) => {
    const locale = wanted === 'browser' ? null : wanted;
    setLanguage(wanted);
    // Empty is no language: the next page asks the profile, then the browser.
    remember('locale', locale ?? '');
    await run('PATCH', '/me', { locale });
    router.refresh();
  };

  const paint = (wanted: Theme) => {
    setTheme(wanted);
    remember('theme', wanted);
    document.documentElement.dataset.look = wanted;
    window.dispatchEvent(new Event('countersign:look'));
    void run('PATCH', '/me', { theme: wanted });
  };

  return (
    <div className="acc-b">
      <div className="acc-row">
        <span className="label">{t('language')}</span>
        <Seg
          label={t('language')}
          value={language}
          onChange={(wanted) => void speak(wanted)}
          options={[
            { value: 'browser', label: t('byBrowser') },
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div className="acc-row">
        <span className="label">{t('theme')}</span>
        <Seg
          label={t('theme')}
          value={theme}
          onChange={paint}
          options={THEMES.map((value) => ({ value, label: t(`look.${value}`) }))}
        />
      </div>
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
    </div>
  );
}
