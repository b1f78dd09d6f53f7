// The other language, one press away, before anybody has signed in.
'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { remember } from '../client/cookie';
import { Icon } from '../ui/Icon';

export function LocaleSwitch() {
  const t = useTranslations('entry');
  const other = useLocale() === 'en' ? 'zh-CN' : 'en';
  const router = useRouter();
  const change = () => {
    remember('locale', other);
    router.refresh();
  };
  return (
    <button type="button" className="row locale" lang={other} onClick={change}>
      <Icon name="globe" size={16} />
      {t('otherLanguage')}
    </button>
  );
}
