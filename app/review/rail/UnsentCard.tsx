// A new thread that the server does not have yet, beside the words it is for.
'use client';
import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { Tag } from '../../ui/Tag';
import { UnsentTag, UnsentWords } from './UnsentWords';
import type { Unsent } from './unsent';

export function UnsentCard({ item, y, ref }: { item: Unsent; y?: number; ref?: Ref<HTMLElement> }) {
  const t = useTranslations('threads');
  const { target } = item;
  if (target.kind !== 'open') return null;
  const mustFix = target.threadKind === 'must-fix';
  return (
    <article
      ref={ref}
      className={mustFix ? 'thread is-mustfix' : 'thread'}
      style={y === undefined ? undefined : { transform: `translateY(${y}px)` }}
      aria-label={t('unsentName')}
      data-unsent={item.key}
    >
      <div className="th-h">
        {mustFix && (
          <Tag meaning="mustfix" icon="flag" strong>
            {t('mustFix')}
          </Tag>
        )}
        <span className="grow">{t('new')}</span>
        <UnsentTag item={item} />
      </div>
      {target.quote !== '' && <blockquote className="q">{target.quote}</blockquote>}
      <UnsentWords item={item} tagged />
    </article>
  );
}
