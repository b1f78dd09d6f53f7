// The screen of people: find, the list, adding somebody, the organisation's name; and the one dialog that is open.
'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Empty } from '../../ui/Empty';
import { AddPerson } from './AddPerson';
import { AdminTabs } from './AdminTabs';
import { CONFIRMED, type Person, type PersonAct } from './acts';
import { HandOverDialog } from './HandOverDialog';
import { LinkDialog } from './LinkDialog';
import { Organisation } from './Organisation';
import { PeopleTable } from './PeopleTable';
import { SetPhrases } from './SetPhrases';

interface Props {
  people: readonly Person[];
  /** Person id of the reader. */
  me: string;
  organisation: string;
  publicUrl: string;
  /** The organisation's set phrases, and how many come with the product. */
  phrases: readonly string[];
  builtin: number;
}

type Open = { act: 'add' } | { act: PersonAct; person: Pick<Person, 'id' | 'name'> };

export function PeopleScreen({ people, me, organisation, publicUrl, phrases, builtin }: Props) {
  const t = useTranslations('people');
  const router = useRouter();
  const [q, setQ] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const wanted = q.trim().toLowerCase();
  const shown = people.filter((one) => one.name.toLowerCase().includes(wanted) || one.email.includes(wanted));
  const close = () => setOpen(null);
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p className="num">{people.length}</p>
        <span className="grow" />
        <Button variant="primary" icon="plus" onClick={() => setOpen({ act: 'add' })}>
          {t('add')}
        </Button>
      </header>
      <div className="page-b pe">
        <AdminTabs current="people" />
        <search className="pe-find">
          <input
            className="input"
            type="search"
            value={q}
            onChange={(event) => setQ(event.target.value)}
            placeholder={t('find')}
            aria-label={t('find')}
            maxLength={100}
          />
        </search>
        <section className="card tbl-wrap" aria-label={t('title')}>
          {shown.length > 0 ? (
            <PeopleTable people={shown} me={me} onAct={(act, person) => setOpen({ act, person })} />
          ) : (
            <Empty icon="search" title={t('none', { q: q.trim() })}>
              {t('noneWhy')}
            </Empty>
          )}
        </section>
        <Organisation name={organisation} />
        <SetPhrases phrases={phrases} builtin={builtin} />
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
      {open && 'person' in open && (
        <PersonDialog {...open} people={people} me={me} publicUrl={publicUrl} onClose={close} />
      )}
    </>
  );
}

interface DialogProps extends Pick<Props, 'people' | 'me'> {
  act: PersonAct;
  person: Pick<Person, 'id' | 'name'>;
  publicUrl: string;
  onClose: () => void;
}

function PersonDialog({ act, person, people, me, publicUrl, onClose }: DialogProps) {
  const t = useTranslations('people');
  const router = useRouter();
  if (act === 'invite' || act === 'reset') {
    return (
      <LinkDialog key={`${act} ${person.id}`} kind={act} person={person} publicUrl={publicUrl} onClose={onClose} />
    );
  }
  if (act === 'hand-over') {
    const heirs = people.filter((one) => one.state !== 'disabled' && one.id !== me);
    return <HandOverDialog person={person} heirs={heirs} onClose={onClose} />;
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
