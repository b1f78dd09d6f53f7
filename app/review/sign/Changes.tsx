// What changed since the reader signed last, or since the version that was here a moment ago: place by place, each with its way.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { dayWords } from '../../../domain/day';
import type { FieldChange, TextChange } from '../../../domain/document/changes';
import { seen } from '../../ui/seen';
import type { Base } from './useBase';
import type { Since } from './useVersionText';

interface Props {
  since: Since;
  base: Base;
  /** When the reader signed, in words; absent where they did not. */
  when?: string;
  /** Instead of what the base says. */
  title?: string;
  /** Absent where the text is not beside it. */
  onGo?: (row: number) => void;
}

export function Changes({ since, base, when, title, onGo }: Props) {
  const t = useTranslations('sign.since');
  if (since.kind === 'none') return null;
  const known = since.kind === 'known' ? since.changes : null;
  const shown = known?.items.filter(({ punctuation }) => !punctuation) ?? [];
  const marks = (known?.items.length ?? 0) - shown.length;
  return (
    <section aria-labelledby="since">
      <h2 id="since">
        {title ?? t(base.why)}
        <small>
          {t('from', { n: since.from })}
          {when && base.why === 'signed' && ` · ${when}`}
          {known && ` · ${t('sum', { inserted: known.inserted, deleted: known.deleted })}`}
        </small>
      </h2>
      {since.kind === 'loading' && (
        <p className="hint" role="status">
          {t('loading')}
        </p>
      )}
      {since.kind === 'failed' && (
        <p className="hint" role="alert">
          {t('failed')}
        </p>
      )}
      {known && known.items.length === 0 && <p className="hint">{t('same')}</p>}
      <ul className="chg-l">
        {shown.map((item) => (
          <Change key={item.row ?? 'title'} item={item} onGo={onGo} />
        ))}
      </ul>
      {marks > 0 && <p className="hint">{t('marks', { n: marks })}</p>}
    </section>
  );
}

function Change({ item, onGo }: { item: TextChange; onGo: Props['onGo'] }) {
  const t = useTranslations('sign.since');
  const label = useTranslations('fields');
  const { row, heading, point, inserted, deleted } = item;
  const place = [heading, point ? label(`label.${point.kind}`, { n: point.n }) : ''].filter((one) => one !== '');
  const name = place.join(' ') || t(item.kind === 'title' ? 'title' : 'top');
  return (
    <li>
      <span className="row">
        <b className="clip">{name}</b>
        <small>
          {item.kind !== 'changed' && item.kind !== 'title' && t(`kind.${item.kind}`)}
          {inserted > 0 && ` +${inserted}`}
          {deleted > 0 && ` −${deleted}`}
        </small>
        <span className="grow" />
        {row !== null && onGo && (
          <button type="button" className="link" aria-label={t('goTo', { place: name })} onClick={() => onGo(row)}>
            {t('go')}
          </button>
        )}
      </span>
      {(inserted > 0 || deleted > 0 || item.kind === 'moved') && (
        <p className="chg-w">
          {item.words.map(({ op, text }, at) => {
            const key = `${at} ${op}`;
            if (op === 'insert') return <ins key={key}>{seen(text)}</ins>;
            return op === 'delete' ? <del key={key}>{seen(text)}</del> : <span key={key}>{seen(text)}</span>;
          })}
        </p>
      )}
      {item.fields.map((field) => (
        <Field key={field.field} change={field} />
      ))}
    </li>
  );
}

function Field({ change: { field, before, after } }: { change: FieldChange }) {
  const t = useTranslations('fields');
  const none = useTranslations('sign.since')('unset');
  const locale = useLocale();
  const shown = (value: string | null) => (value === null ? none : field === 'due' ? dayWords(value, locale) : value);
  return (
    <p className="chg-w">
      {t(`name.${field}`)} <del>{seen(shown(before))}</del> <ins>{seen(shown(after))}</ins>
    </p>
  );
}
