// The two bars above a review: title, save state, people and the next step; then its pages and where it stands.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PersonView, ReviewPage } from '../../domain/view';
import { Bell } from '../inbox/Bell';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { mayShare } from './abilities';
import { MoreMenu } from './MoreMenu';
import { Presence } from './Presence';
import { type Opens, PrimaryAction } from './PrimaryAction';
import { Steps } from './Steps';
import { Tabs } from './Tabs';
import { TitleField } from './TitleField';

interface Props {
  page: ReviewPage;
  save: ReactNode;
  /** Absent until the text is live. */
  present?: readonly PersonView[];
  gates: number | null;
  blocked: string | null;
  onOpen: (what: Opens) => void;
  /** More for its menu. */
  more?: ReactNode;
}

export function TopBar({ page, save, present, gates, blocked, onOpen, more }: Props) {
  const t = useTranslations('review');
  return (
    <header className="top">
      <div className="top-1">
        <Link className="icon-btn" href="/" aria-label={t('back')}>
          <Icon name="chev-l" />
        </Link>
        <div className="ti">
          <div className="ti-h">
            <TitleField
              reviewId={page.id}
              title={page.title}
              renames={page.abilities.includes('change-title')}
              live={present !== undefined && blocked === null}
            />
          </div>
          {save}
        </div>
        <span className="grow" />
        {present && <Presence present={present} me={page.me} />}
        <Bell />
        {mayShare(page.abilities) && (
          <Button
            icon="users"
            className="wide"
            disabled={!present}
            title={present ? undefined : t('loading')}
            onClick={() => onOpen('share')}
          >
            {t('share')}
          </Button>
        )}
        <div className="wide row">
          <PrimaryAction page={page} gates={gates} blocked={blocked} onOpen={onOpen} />
        </div>
        <MoreMenu page={page} blocked={blocked} onOpen={onOpen} more={more} />
      </div>
      <div className="top-2">
        <Tabs page={page} current="text" />
        <Steps page={page} />
      </div>
    </header>
  );
}
