// The way in: form at the left, a sheet of what this is for at the right.
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { HearEarly } from '../shell/HearEarly';
import { Icon } from '../ui/Icon';
import { Mark } from '../ui/Mark';
import './entry.css';
import { LocaleSwitch } from './LocaleSwitch';

export default function EntryLayout({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  const verify = useTranslations('verify');
  return (
    <div className="su">
      <HearEarly />
      <div className="su-l">
        <header className="su-brand">
          <Mark size={32} />
          {t('product')}
        </header>
        <main id="main" className="su-form">
          {children}
        </main>
        <footer className="su-foot">
          <LocaleSwitch />
          <a className="row" href="/verify">
            <Icon name="shield" size={16} />
            {verify('title')}
          </a>
        </footer>
      </div>
      <Sheet />
    </div>
  );
}

/** A picture of a signed page, not data: hidden from screen readers. */
function Sheet() {
  const t = useTranslations('entry');
  return (
    <div className="su-r" aria-hidden="true">
      <article className="paper sheet-p">
        <div className="doc">
          <p className="d-title">{t('sheetTitle')}</p>
          <p>{t('sheetText')}</p>
        </div>
        <div className="sigs">
          {[1, 2, 3, 4, 5, 6].map((line) => (
            <div key={line}>
              <span className="mean is-agree">
                <Icon name="agree" />
                {t('sheetAgree')}
              </span>
            </div>
          ))}
        </div>
      </article>
    </div>
  );
}
