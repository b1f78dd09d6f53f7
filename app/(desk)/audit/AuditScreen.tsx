// The screen of the record: filter, entries in words, the whole as a file, the chain's verdict, the keys.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AUDIT_GROUPS } from '../../../domain/audit';
import type { AuditPage, PersonView } from '../../../domain/view';
import { PersonChoice } from '../../review/signers/PersonChoice';
import { Button, ButtonLink } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { SelectField } from '../../ui/Field';
import { AdminTabs } from '../people/AdminTabs';
import { AuditTable } from './AuditTable';
import { ChainCheck } from './ChainCheck';
import { ExportRecord } from './ExportRecord';
import { type ShownKey, SigningKeys } from './SigningKeys';

interface Props {
  page: AuditPage;
  query: { kind?: string; person?: string; cursor?: string };
  keys: readonly ShownKey[];
}

export function AuditScreen({ page, query, keys }: Props) {
  const t = useTranslations('audit');
  const { kind = '', person = '', cursor } = query;
  const address = (next?: string) => {
    const params = new URLSearchParams({
      ...(kind && { kind }),
      ...(person && { person }),
      ...(next && { cursor: next }),
    });
    return params.size === 0 ? '/audit' : `/audit?${params}`;
  };
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <ExportRecord newest={page.newest} />
      </header>
      <div className="page-b au">
        <AdminTabs current="audit" />
        <p className="hint">{t('what')}</p>
        <ChainCheck />
        {/* A form of the page itself: the address says what is shown. */}
        <form className="au-find" method="get" action="/audit" key={`${kind} ${person}`}>
          <SelectField label={t('kindLabel')} name="kind" defaultValue={kind}>
            <option value="">{t('everything')}</option>
            {AUDIT_GROUPS.map((group) => (
              <option key={group} value={group}>
                {t(`group.${group}`)}
              </option>
            ))}
          </SelectField>
          <Whose asked={page.person ?? null} />
          <Button type="submit" icon="filter">
            {t('apply')}
          </Button>
          {(kind || person) && <ButtonLink href="/audit">{t('clear')}</ButtonLink>}
        </form>
        <section className="card tbl-wrap" aria-label={t('title')}>
          {page.items.length > 0 ? (
            <AuditTable items={page.items} />
          ) : (
            <Empty icon="search" title={t('none')}>
              {t('noneWhy')}
            </Empty>
          )}
        </section>
        {(cursor || page.cursor) && (
          <nav className="pager" aria-label={t('title')}>
            {cursor && <ButtonLink href={address()}>{t('newest')}</ButtonLink>}
            {page.cursor && <ButtonLink href={address(page.cursor)}>{t('older')}</ButtonLink>}
          </nav>
        )}
        <SigningKeys keys={keys} />
      </div>
    </>
  );
}

const ALL: readonly PersonView[] = [];

/** Whose acts: anybody who ever had an account, found by name or e-mail; nobody chosen is everybody. */
function Whose({ asked }: { asked: PersonView | null }) {
  const t = useTranslations('audit');
  const [chosen, setChosen] = useState(asked);
  return (
    <PersonChoice
      label={t('personLabel')}
      offered={ALL}
      without={[]}
      chosen={chosen}
      error={null}
      onChoose={setChosen}
      path="/people/all"
      withEmail
    />
  );
}
