// The bars above a review's text: its title can be changed, and beside it are the save state, who is here, and the next step.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PersonView, ReviewPage } from '../../domain/view';
import { Bell } from '../inbox/Bell';
import { Button } from '../ui/Button';
import { mayShare } from './abilities';
import { MoreMenu } from './MoreMenu';
import { Presence } from './Presence';
import { type Opens, PrimaryAction } from './PrimaryAction';
import { ReviewTop } from './ReviewTop';
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
    <ReviewTop
      page={page}
      current="text"
      head={
        <>
          <div className="ti-h">
            <TitleField
              reviewId={page.id}
              title={page.title}
              renames={page.abilities.includes('change-title')}
              live={present !== undefined && blocked === null}
            />
          </div>
          {save}
        </>
      }
    >
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
    </ReviewTop>
  );
}
