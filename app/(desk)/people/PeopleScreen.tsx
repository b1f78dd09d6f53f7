// The screen of people: find, the list, adding somebody, the organisation's name; and the one dialog that is open.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PeoplePage } from '../../../domain/view';
import { Button, ButtonLink } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Empty } from '../../ui/Empty';
import { SearchForm } from '../SearchForm';
import { AddPerson } from './AddPerson';
import { AdminTabs } from './AdminTabs';
import { CONFIRMED, type Person, type PersonAct } from './acts';
import { HandOverDialog } from './HandOverDialog';
import { LinkDialog } from './LinkDialog';
import { Organisation } from './Organisation';
import { PeopleTable } from './PeopleTable';
import { SetPhrases } from './SetPhrases';

interface Props {
  page: PeoplePage;
  query: { q?: string; cursor?: string };
  /** Person id of the reader. */
  me: string;
  organisation: string;
  publicUrl: string;
  /** How many set phrases come with the product, beside the organisation's own. */
  builtin: number;
}

type Open = { act: 'add' } | { act: PersonAct; person: Pick<Person, 'id' | 'name'> };

export function PeopleScreen({ page, query, me, organisation, publicUrl, builtin }: Props) {
  const t = useTranslations('people');
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const { q } = query;
  const close = () => setOpen(null);
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p className="num">{q ? t('found', { n: page.total }) : page.total}</p>
        <span className="grow" />
        <Button variant="primary" icon="plus" onClick={() => setOpen({ act: 'add' })}>
          {t('add')}
        </Button>
      </header>
      <div className="page-b pe">
        <AdminTabs current="people" />
        <search className="pe-find rvl-find">
          <SearchForm action="/people" words={q} kept={{}} label={t('find')} button={t('findDo')}>
            {q && <ButtonLink href="/people">{t('everybody')}</ButtonLink>}
          </SearchForm>
        </search>
        <section className="card tbl-wrap" aria-label={t('title')}>
          {page.items.length > 0 ? (
            <PeopleTable people={page.items} me={me} onAct={(act, person) => setOpen({ act, person })} />
          ) : (
            <Empty icon="search" title={t('none', { q: q ?? '' })}>
              {t('noneWhy')}
            </Empty>
          )}
        </section>
        <Pages query={query} next={page.cursor} />
        <Organisation name={organisation} />
        <SetPhrases phrases={page.phrases} builtin={builtin} />
      </div>
      {open?.act === 'add' && (
        <AddPerson
          onClose={close}
          onAdded={(person) => {
            router.refresh();
            setOpen({ act: 'invite', person });
          }}
        />
      )}
      {open && 'person' in open && <PersonDialog {...open} me={me} publicUrl={publicUrl} onClose={close} />}
    </>
  );
}

/** Nothing where there is one page only. */
function Pages({ query: { q, cursor }, next }: { query: Props['query']; next: string | undefined }) {
  const t = useTranslations('rights');
  if (!cursor && !next) return null;
  const address = (to?: string) => {
    const params = new URLSearchParams({ ...(q && { q }), ...(to && { cursor: to }) });
    return params.size > 0 ? `/people?${params}` : '/people';
  };
  return (
    <nav className="pager" aria-label={t('pages')}>
      {cursor && <ButtonLink href={address()}>{t('firstPage')}</ButtonLink>}
      {next && <ButtonLink href={address(next)}>{t('nextPage')}</ButtonLink>}
    </nav>
  );
}

interface DialogProps extends Pick<Props, 'me'> {
  act: PersonAct;
  person: Pick<Person, 'id' | 'name'>;
  publicUrl: string;
  onClose: () => void;
}

function PersonDialog({ act, person, me, publicUrl, onClose }: DialogProps) {
  const t = useTranslations('people');
  const router = useRouter();
  if (act === 'invite' || act === 'reset') {
    return (
      <LinkDialog key={`${act} ${person.id}`} kind={act} person={person} publicUrl={publicUrl} onClose={onClose} />
    );
  }
  if (act === 'hand-over') {
    return <HandOverDialog person={person} me={me} onClose={onClose} />;
  }
  return (
    <Confirm
      title={t(`confirm.${act}.title`, { name: person.name })}
      what={t(`confirm.${act}.what`)}
      verb={t(`act.${act}`)}
      danger={act === 'disable'}
      {...CONFIRMED[act](person.id)}
      onClose={onClose}
      onDone={() => router.refresh()}
    />
  );
}
