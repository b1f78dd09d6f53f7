// The two bars above every page of a review: the way back, its head and what can be done; then its pages and its stages.
'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Steps } from './Steps';
import { Tabs } from './Tabs';

export interface ReviewTopProps extends ComponentProps<typeof Tabs> {
  page: ComponentProps<typeof Tabs>['page'] & ComponentProps<typeof Steps>['page'];
  /** The title, and what stands with it. */
  head: ReactNode;
  /** At the end of the line. */
  children?: ReactNode;
}

export function ReviewTop({ page, current, head, children }: ReviewTopProps) {
  const t = useTranslations('review');
  return (
    <header className="top">
      <div className="top-1">
        <Link className="icon-btn" href="/" aria-label={t('back')}>
          <Icon name="chev-l" />
        </Link>
        <div className="ti">{head}</div>
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
