// The title bar of the sign page.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Bell } from '../../inbox/Bell';
import { Button, ButtonLink } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { Menu } from '../../ui/Menu';
import { mayExport } from '../abilities';
import { ExportItems } from '../ExportItems';
import { Steps } from '../Steps';
import { Tabs } from '../Tabs';

export function SignTop({ page, signoff }: { page: ReviewPage; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const review = useTranslations('review');
  const threads = useTranslations('threads');
  return (
    <header className="top">
      <div className="top-1">
        <Link className="icon-btn" href="/" aria-label={review('back')}>
          <Icon name="chev-l" />
        </Link>
        <div className="ti">
          <h1 title={page.title}>{page.title}</h1>
          <span className="save">
            <Icon name="lock" />
            {t('frozenBy', { name: signoff.frozenBy })}
            <Day at={signoff.frozenAt} time />
          </span>
        </div>
        <span className="grow" />
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
      </div>
      <div className="top-2">
        <Tabs page={page} current="signoff" />
        <Steps page={page} />
      </div>
    </header>
  );
}
