// What a comment said before it was changed, oldest first.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';
import { Day } from '../../ui/Day';
import { seen } from '../../ui/seen';

interface Earlier {
  body: string;
  at: string;
}

export function EarlierWords({ commentId }: { commentId: string }) {
  const t = useTranslations('threads');
  const say = useRefusalWords();
  const [items, setItems] = useState<readonly Earlier[] | string | null>(null);
  useEffect(() => {
    let here = true;
    void call<{ items: readonly Earlier[] }>('GET', `/comments/${commentId}/edits`).then((answer) => {
      if (here) setItems(answer.ok ? answer.value.items : say(answer.problem.code));
    });
    return () => {
      here = false;
    };
  }, [commentId, say]);
  if (typeof items === 'string') return <p className="error">{items}</p>;
  return (
    <ol className="th-was" aria-label={t('earlier')} aria-busy={items === null}>
      {items?.map(({ body, at }) => (
        <li key={at}>
          <small>
            {t('until')} <Day at={at} time />
          </small>
          <p>{seen(body)}</p>
        </li>
      ))}
    </ol>
  );
}
