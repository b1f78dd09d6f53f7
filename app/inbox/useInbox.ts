// The inbox in a page: asked for, gone on with, marked read.
'use client';
import { useCallback, useRef, useState } from 'react';
import type { InboxFilter } from '../../domain/inbox';
import type { Inbox, InboxItem } from '../../domain/view';
import { call } from '../client/api';
import { useRefusalWords } from '../client/useCall';
import { useShell } from '../shell/context';

export function useInbox(filter: InboxFilter) {
  const say = useRefusalWords();
  const { refreshUnread } = useShell();
  const [inbox, setInbox] = useState<Inbox | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const asked = useRef(0);
  const ask = useCallback(
    async (cursor: string | null, before: readonly InboxItem[]) => {
      asked.current += 1;
      const mine = asked.current;
      const query = new URLSearchParams({ filter, ...(cursor === null ? {} : { cursor }) });
      const answer = await call<Inbox>('GET', `/me/notifications?${query}`);
      // Another filter was asked for meanwhile.
      if (mine !== asked.current) return;
      setWords(answer.ok ? null : say(answer.problem.code));
      if (answer.ok) setInbox({ ...answer.value, items: [...before, ...answer.value.items] });
    },
    [filter, say],
  );
  const refresh = useCallback(() => void ask(null, []), [ask]);
  return {
    items: inbox?.items ?? null,
    unread: inbox?.unread ?? 0,
    /** Why the last question brought nothing; null when it did. */
    words,
    refresh,
    more: inbox?.cursor === undefined ? null : () => void ask(inbox.cursor ?? null, inbox.items),
    /** One line as it will be after the server was told. */
    read: (id: string) =>
      setInbox(
        (now) => now && { ...now, items: now.items.map((one) => (one.id === id ? { ...one, unread: false } : one)) },
      ),
    /** Everything up to the newest that is shown. */
    readAll: async () => {
      const until = (inbox?.items ?? [])
        .map(({ at }) => at)
        .sort()
        .at(-1);
      if (until === undefined) return;
      const answer = await call('POST', '/me/notifications/read', { until });
      setWords(answer.ok ? null : say(answer.problem.code));
      refreshUnread();
      refresh();
    },
  };
}
