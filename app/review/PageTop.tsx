// The title bar of a review's pages beside its text: the way back, the title, the tabs and the stages.
'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Steps } from './Steps';
import { Tabs } from './Tabs';

interface Props extends ComponentProps<typeof Tabs> {
  page: ComponentProps<typeof Tabs>['page'] & ComponentProps<typeof Steps>['page'] & Pick<ReviewPage, 'title'>;
  /** Below the title. */
  below?: ReactNode;
  /** At the end of the line. */
  children?: ReactNode;
}

export function PageTop({ page, current, below, children }: Props) {
  const t = useTranslations('review');
  return (
    <header className="top">
      <div className="top-1">
        <Link className="icon-btn" href="/" aria-label={t('back')}>
          <Icon name="chev-l" />
        </Link>
        <div className="ti">
          <h1 title={page.title}>{page.title}</h1>
          {below}
        </div>
        {children && <span className="grow" />}
        {children}
      </div>
      <div className="top-2">
        <Tabs page={page} current={current} />
        <Steps page={page} />
      </div>
    </header>
  );
}
