// The same sentence whether a thing does not exist or is not open to the reader; it names nobody.
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from './ui/Button';
import { Empty } from './ui/Empty';

export default function NotFound({ children }: { children?: ReactNode }) {
  const t = useTranslations('states');
  return (
    <main id="main" className="centre">
      <Empty
        icon="lock"
        heading="h1"
        title={t('notFound')}
        actions={
          <ButtonLink variant="primary" size="sm" href="/">
            {t('toDesk')}
          </ButtonLink>
        }
      >
        {t('notFoundWhy')}
      </Empty>
      {children}
    </main>
  );
}
