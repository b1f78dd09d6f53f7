// Starting from a template or from a text that exists.

import { useLocale, useTranslations } from 'next-intl';
import type { TemplateCard } from '../../domain/view';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { say } from '../ui/say';

const SHOWN = 5;

export function TemplateList({ templates, first }: { templates: readonly TemplateCard[]; first: boolean }) {
  const t = useTranslations('desk');
  const locale = useLocale();
  return (
    <section className="card tpls" aria-labelledby="tpls">
      <div className="card-h">
        <h2 id="tpls">{t(first ? 'startFirst' : 'start')}</h2>
        <span className="grow" />
        <Link className="link card-link" href="/reviews/new">
          {t('allTemplates')}
        </Link>
      </div>
      {templates.slice(0, SHOWN).map((template) => (
        <Link key={template.id} className="tpl" href={`/reviews/new?template=${template.id}`}>
          <Icon name={template.kind === 'individual' ? 'user' : 'users'} />
          <b className="clip" title={say(template.name, locale)}>
            {say(template.name, locale)}
          </b>
          <small>{t('parts', { n: template.parts.length })}</small>
        </Link>
      ))}
      <Link className="tpl" href="/reviews/import">
        <Icon name="clipboard" />
        <b>{t('import')}</b>
        <small>{t('importWhat')}</small>
      </Link>
    </section>
  );
}
