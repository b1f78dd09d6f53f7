// The phone's foot: text, outline, comments, versions, and signing once there is something to sign.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { PageLinks } from './PageLinks';
import type { PhonePane } from './usePanes';

interface Props {
  page: Pick<ReviewPage, 'id' | 'signoff'>;
  pane: PhonePane;
  mustFix: number;
  /** Pending; without any there is no tab. */
  suggestions: number;
  onShow: (pane: PhonePane) => void;
}

export function PhoneTabs({ page, pane, mustFix, suggestions, onShow }: Props) {
  const t = useTranslations('review');
  const outline = useTranslations('outline');
  const threads = useTranslations('threads');
  const suggest = useTranslations('suggest');
  const tab = (one: PhonePane, icon: IconName, words: string, mark?: ReactNode) => (
    <button type="button" aria-current={pane === one ? 'page' : undefined} onClick={() => onShow(one)}>
      <Icon name={icon} />
      {words}
      {mark}
    </button>
  );
  return (
    <nav className="m-tabs" aria-label={t('phoneTabs')}>
      {tab('text', 'doc', t('text'))}
      {tab('outline', 'list', outline('title'))}
      {tab('comments', 'comment', threads('title'), mustFix > 0 && <b className="n n-mustfix">{mustFix}</b>)}
      {(suggestions > 0 || pane === 'suggestions') &&
        tab('suggestions', 'pen', suggest('title'), suggestions > 0 && <b className="n">{suggestions}</b>)}
      <PageLinks reviewId={page.id} to={['versions', page.signoff !== null && 'signoff']} />
    </nav>
  );
}
