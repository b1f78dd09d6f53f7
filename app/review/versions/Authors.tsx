// Who wrote the chosen text: characters by person, and by section.
'use client';
import { useTranslations } from 'next-intl';
import type { CSSProperties } from 'react';
import { wordsOf } from '../../../domain/document/sections';
import type { PointView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { type Authorship, type Share, sharesBySection, sharesOf } from './authorship';

const GREY = 'var(--control)';

export function Authors({ name, point, authorship }: { name: string; point: PointView; authorship: Authorship }) {
  const t = useTranslations('versions');
  const blocks = point.blocks.map(({ block }) => block);
  const shares = sharesOf(authorship, { start: 0, end: blocks.length });
  const most = Math.max(1, ...shares.map(({ characters }) => characters));
  const label = (id: string, heading: number | null) => {
    const block = heading === null ? undefined : blocks[heading];
    if (block) return wordsOf(block);
    return t(id.startsWith('closing') ? 'closing' : 'preamble');
  };
  return (
    <aside className="hs-r" aria-label={t('authors')}>
      <section>
        <h2 className="h3">{t('authorsOf', { name })}</h2>
        {shares.length === 0 && <p className="hint">{t('noWords')}</p>}
        <ul className="au">
          {shares.map((share) => (
            <li key={share.person?.id ?? ''}>
              {share.person ? (
                <Avatar name={share.person.name} colour={share.person.colour} />
              ) : (
                <span className="av av-24 is-empty" aria-hidden="true" />
              )}
              <span className="clip">{nameOf(share, t('server'))}</span>
              <span className="num">{t('characters', { n: share.characters })}</span>
              <span className="bar" aria-hidden="true">
                <i style={{ width: `${(share.characters / most) * 100}%`, '--c': colourOf(share) } as CSSProperties} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      {shares.length > 0 && (
        <section>
          <h2 className="h3">{t('bySection')}</h2>
          <ul className="sec">
            {sharesBySection(authorship, blocks).map(({ id, heading, shares: parts }) => (
              <li key={id}>
                <span className="clip" title={label(id, heading)}>
                  {label(id, heading)}
                </span>
                <span
                  className="stk"
                  role="img"
                  aria-label={parts
                    .map((part) => `${nameOf(part, t('server'))} ${t('characters', { n: part.characters })}`)
                    .join(t('comma'))}
                >
                  {parts.map((part) => (
                    <i
                      key={part.person?.id ?? ''}
                      style={{ flex: part.characters, background: colourOf(part) }}
                      title={nameOf(part, t('server'))}
                    />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="hint">{t('authorsHint')}</p>
    </aside>
  );
}

function nameOf({ person }: Share, server: string): string {
  return person?.name ?? server;
}

function colourOf({ person }: Share): string {
  return person ? `var(--who-${person.colour})` : GREY;
}
