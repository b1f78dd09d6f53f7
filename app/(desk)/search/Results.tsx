// What was found, a card a review with its lines; the rest comes on demand, and by itself while nothing was found yet.
'use client';
import { useTranslations } from 'next-intl';
import type { SearchHit, SearchItem, SearchPage } from '../../../domain/view';
import { Marked } from '../../shell/Marked';
import { hitAddress, type SearchQuery, searchAddress } from '../../shell/searchAddress';
import { Button, ButtonLink } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { Notice, Tag } from '../../ui/Tag';
import { walkRows } from '../../ui/walkRows';
import { useResults } from './useResults';

export function Results({ query, first }: { query: SearchQuery; first: SearchPage }) {
  const t = useTranslations('search.page');
  const { items, more, busy, words } = useResults(query, first);
  const { q = '' } = query;
  return (
    <>
      {items.length > 0 ? (
        <ol className="sr-l" onKeyDown={walkRows}>
          {items.map((item) => (
            <li key={item.reviewId}>
              <Found item={item} q={q} />
            </li>
          ))}
        </ol>
      ) : (
        <section className="card" aria-busy={busy}>
          <Nothing query={query} end={more === null} busy={busy} />
        </section>
      )}
      {words && <Notice meaning="object" icon="warn" role="alert" title={t('failed', { why: words })} />}
      <div className="pager">
        <p className="hint grow" role="status">
          {busy ? t('looking') : items.length > 0 && t(more ? 'shown' : 'end', { n: items.length })}
        </p>
        {more && (
          <Button busy={busy} onClick={() => void more()}>
            {t(words ? 'again' : items.length > 0 ? 'more' : 'goOn')}
          </Button>
        )}
      </div>
    </>
  );
}

function Nothing({ query, end, busy }: { query: SearchQuery; end: boolean; busy: boolean }) {
  const t = useTranslations('search.page');
  const reviews = useTranslations('reviews');
  const { q = '' } = query;
  if (busy) return <Empty icon="search" title={t('looking')} />;
  const clear = (query.in || query.stage) && (
    <ButtonLink size="sm" href={searchAddress({ q })}>
      {reviews('clearFilter')}
    </ButtonLink>
  );
  return (
    <Empty icon="search" title={t(end ? 'none' : 'notYet', { q })} actions={clear}>
      {t(end ? 'noneWhy' : 'notYetWhy')}
    </Empty>
  );
}

function Found({ item, q }: { item: SearchItem; q: string }) {
  const stage = useTranslations('stage');
  return (
    <article className="card sr-c">
      <header>
        <h2 className="clip-2">
          <Link data-row href={hitAddress(item.reviewId, null, q)}>
            <Marked parts={item.title} />
          </Link>
        </h2>
        <Tag>{stage(item.stage)}</Tag>
        <Day at={item.updatedAt} year time />
      </header>
      {item.hits.length > 0 && (
        <ul>
          {item.hits.map((hit, index) => (
            <li key={hit.kind === 'comment' ? `${hit.threadId} ${hit.at}` : `${index}`}>
              <Link data-row className="sr-h" href={hitAddress(item.reviewId, hit, q)}>
                <Icon name={hit.kind === 'comment' ? 'comment' : 'doc'} size={16} />
                <span>
                  <span className="pal-words">
                    <Marked parts={hit.parts} />
                  </span>
                  <Where hit={hit} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Where({ hit }: { hit: SearchHit }) {
  const t = useTranslations('search');
  if (hit.kind === 'text') return <small className="clip">{hit.section || t('preamble')}</small>;
  return (
    <small className="clip">
      {t('byIn', { who: hit.author, section: hit.section })} <Day at={hit.at} year />
    </small>
  );
}
