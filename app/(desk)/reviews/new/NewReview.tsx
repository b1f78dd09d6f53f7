// The screen of a new review: the gallery and, for the chosen template, its settings.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonView, TemplateCard } from '../../../../domain/view';
import { Link } from '../../../ui/Link';
import { Gallery } from './Gallery';
import { Settings } from './Settings';

interface Props {
  templates: readonly TemplateCard[];
  /** Template id from the address; another one, or none, chooses the first. */
  chosen?: string;
  me: PersonView;
  organisation: string | null;
}

export function NewReview({ templates, chosen, me, organisation }: Props) {
  const t = useTranslations('newReview');
  const [id, setId] = useState(chosen);
  const template = templates.find((one) => one.id === id) ?? templates[0];
  return (
    <div className="nr">
      <section className="nr-l">
        <header className="page-head">
          <h1>{t('title')}</h1>
        </header>
        <div className="tg">
          <Gallery templates={templates} chosen={template?.id} onChoose={setId} />
          <Link className="tc plain" href="/reviews/import">
            <span className="tc-name">{t('import')}</span>
            <p>{t('importWhat')}</p>
          </Link>
        </div>
      </section>
      {template && <Settings key={template.id} template={template} me={me} organisation={organisation} />}
    </div>
  );
}
