// The page of the search: the words, by what they can be narrowed, and what was found.
import { useTranslations } from 'next-intl';
import type { Result } from '../../../domain/result';
import { STAGES } from '../../../domain/review';
import { SEARCH_KINDS } from '../../../domain/search';
import type { SearchPage } from '../../../domain/view';
import { type SearchQuery, searchAddress } from '../../shell/searchAddress';
import { ButtonLink } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Link } from '../../ui/Link';
import { SearchForm } from '../SearchForm';
import { Results } from './Results';

interface Props {
  query: SearchQuery;
  /** Null before anything was asked for. */
  found: Result<SearchPage> | null;
}

export function SearchScreen({ query, found }: Props) {
  const t = useTranslations('search.page');
  const { q = '' } = query;
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <div className="page-b">
        <search className="rvl-find">
          <SearchForm
            action="/search"
            words={q}
            kept={{ in: query.in, stage: query.stage }}
            label={t('ask')}
            button={t('title')}
          />
          {found && <Filters query={query} places={found.ok ? (found.value.places ?? []) : []} />}
        </search>
        {found === null && (
          <section className="card">
            <Empty icon="search" title={t('hint')}>
              {t('hintWhy')}
            </Empty>
          </section>
        )}
        {found?.ok === false && <Refused />}
        {found?.ok && <Results key={searchAddress(query)} query={query} first={found.value} />}
      </div>
    </>
  );
}

/** SE11: offered is what there is; what is chosen stands there too, so that it can be given up. */
function Filters({ query, places }: { query: SearchQuery; places: NonNullable<SearchPage['places']> }) {
  const t = useTranslations('search.page');
  const reviews = useTranslations('reviews');
  const stage = useTranslations('stage');
  const kinds = SEARCH_KINDS.filter(
    (kind) =>
      kind === query.in ||
      places.some((one) => one.kind === kind && (query.stage === undefined || one.stage === query.stage)),
  );
  const stages = STAGES.filter(
    (value) =>
      value === query.stage ||
      places.some((one) => one.stage === value && (query.in === undefined || one.kind === query.in)),
  );
  const chip = (next: SearchQuery, current: boolean, label: string) => (
    <Link key={label} href={searchAddress({ ...query, ...next })} aria-current={current ? 'true' : undefined}>
      {label}
    </Link>
  );
  return (
    <>
      {(kinds.length > 1 || query.in) && (
        <nav className="chips" aria-label={t('where')}>
          {chip({ in: '' }, query.in === undefined, t('allKinds'))}
          {kinds.map((kind) => chip({ in: kind }, kind === query.in, t(`kind.${kind}`)))}
        </nav>
      )}
      {(stages.length > 1 || query.stage) && (
        <nav className="chips" aria-label={reviews('byStage')}>
          {chip({ stage: '' }, query.stage === undefined, reviews('allStages'))}
          {stages.map((value) => chip({ stage: value }, value === query.stage, stage(value)))}
        </nav>
      )}
    </>
  );
}

/** An address that was written by hand. */
function Refused() {
  const t = useTranslations('reviews');
  return (
    <section className="card">
      <Empty
        icon="search"
        title={t('notFound')}
        actions={
          <ButtonLink size="sm" href="/search">
            {t('clearFilter')}
          </ButtonLink>
        }
      >
        {t('badFilter')}
      </Empty>
    </section>
  );
}
