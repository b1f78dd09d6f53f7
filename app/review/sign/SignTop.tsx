// The title bar of the sign page.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Bell } from '../../inbox/Bell';
import { Button, ButtonLink } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Menu } from '../../ui/Menu';
import { mayExport } from '../abilities';
import { ExportItems } from '../ExportItems';
import { PageTop } from '../PageTop';

export function SignTop({ page, signoff }: { page: ReviewPage; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const review = useTranslations('review');
  const threads = useTranslations('threads');
  return (
    <PageTop
      page={page}
      current="signoff"
      below={
        <span className="save">
          <Icon name="lock" />
          {t('frozenBy', { name: signoff.frozenBy })}
          <Day at={signoff.frozenAt} time />
        </span>
      }
    >
      <Bell />
      {mayExport(page.abilities) && (
        <Menu
          label={review('export.menu')}
          trigger={
            <Button icon="download" className="sn-export">
              <span>{review('export.menu')}</span>
            </Button>
          }
        >
          <ExportItems reviewId={page.id} approved={signoff.outcome === 'approved'} />
        </Menu>
      )}
      {page.abilities.includes('comment') && (
        <ButtonLink icon="comment" className="wide" href={`/reviews/${page.id}`}>
          {threads('title')}
        </ButtonLink>
      )}
    </PageTop>
  );
}
