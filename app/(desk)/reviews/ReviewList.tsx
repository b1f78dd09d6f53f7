// The list of reviews: search, filters by template, stage and owner, table, pages.

import { useTranslations } from 'next-intl';
import type { RefusalCode } from '../../../domain/refusal';
import { STAGES } from '../../../domain/review';
import type { ReviewListItem, TemplateCard } from '../../../domain/view';
import { searchAddress } from '../../shell/searchAddress';
import { ButtonLink } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Link } from '../../ui/Link';
import { SearchForm } from '../SearchForm';
import { ReviewTable } from './ReviewTable';
import { TemplateFilter } from './TemplateFilter';

export interface ListQuery {
  q?: string;
  stage?: string;
  template?: string;
  /** '1': only those that the reader is the owner of. */
  mine?: string;
  cursor?: string;
}

interface Props {
  query: ListQuery;
  items: readonly ReviewListItem[];
  templates: readonly TemplateCard[];
  /** Cursor of the next page. */
  next?: string;
  refusal?: RefusalCode;
}

export function ReviewList({ query, items, templates, next, refusal }: Props) {
  const t = useTranslations('reviews');
  const bin = useTranslations('bin');
  const filtered = Object.values(query).some(Boolean);
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <ButtonLink variant="ghost" icon="trash" href="/reviews/bin">
          {bin('title')}
        </ButtonLink>
        <ButtonLink variant="primary" icon="plus" href="/reviews/new">
          {t('new')}
        </ButtonLink>
      </header>
      <div className="page-b">
        <Find query={query} templates={templates} />
        {items.length > 0 ? (
          <section className="card tbl-wrap" aria-label={t('title')}>
            <ReviewTable items={items} />
          </section>
        ) : (
          <section className="card">
            <Nothing filtered={filtered} q={query.q} refused={refusal !== undefined} />
          </section>
        )}
        {(query.cursor || next) && (
          <nav className="pager" aria-label={t('pages')}>
            {query.cursor && <ButtonLink href={address({ ...query, cursor: undefined })}>{t('firstPage')}</ButtonLink>}
            {next && <ButtonLink href={address({ ...query, cursor: next })}>{t('nextPage')}</ButtonLink>}
          </nav>
        )}
      </div>
    </>
  );
}

/** A new search or filter begins at the first page: a cursor belongs to one list only. */
export function address(query: ListQuery): string {
  const params = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return params.size > 0 ? `/reviews?${params}` : '/reviews';
}

function Find({ query, templates }: { query: ListQuery; templates: readonly TemplateCard[] }) {
  const t = useTranslations('reviews');
  const stage = useTranslations('stage');
  const { cursor: _other, ...kept } = query;
  const chip = (value: string | undefined, label: string) => (
    <Link
      key={label}
      href={address({ ...kept, stage: value })}
      aria-current={query.stage === value ? 'true' : undefined}
    >
      {label}
    </Link>
  );
  return (
    <search className="rvl-find">
      <SearchForm
        action="/reviews"
        words={query.q}
        kept={{ stage: query.stage, mine: query.mine }}
        label={t('searchTitle')}
        button={t('search')}
      >
        <TemplateFilter templates={templates} chosen={query.template} />
      </SearchForm>
      <nav className="chips" aria-label={t('byStage')}>
        {chip(undefined, t('allStages'))}
        {STAGES.map((value) => chip(value, stage(value)))}
      </nav>
      <nav className="chips" aria-label={t('byOwner')}>
        <Link
          href={address({ ...kept, mine: query.mine ? undefined : '1' })}
          aria-current={query.mine ? 'true' : undefined}
        >
          {t('mine')}
        </Link>
      </nav>
    </search>
  );
}

function Nothing({ filtered, q, refused }: { filtered: boolean; q?: string; refused: boolean }) {
  const t = useTranslations('reviews');
  const search = useTranslations('search.page');
  if (!filtered) {
    return (
      <Empty icon="doc" title={t('none')} actions={<StartHere />}>
        {t('noneWhy')}
      </Empty>
    );
  }
  const clear = (
    <>
      {q && (
        <ButtonLink size="sm" variant="primary" icon="search" href={searchAddress({ q })}>
          {search('inTexts')}
        </ButtonLink>
      )}
      <ButtonLink size="sm" href="/reviews">
        {t('clearFilter')}
      </ButtonLink>
    </>
  );
  return (
    <Empty icon="search" title={q ? t('notFoundQ', { q }) : t('notFound')} actions={clear}>
      {refused ? t('badFilter') : t('notFoundWhy')}
    </Empty>
  );
}

function StartHere() {
  const t = useTranslations('reviews');
  return (
    <>
      <ButtonLink size="sm" variant="primary" href="/reviews/new">
        {t('new')}
      </ButtonLink>
      <ButtonLink size="sm" href="/reviews/import">
        {t('import')}
      </ButtonLink>
    </>
  );
}
