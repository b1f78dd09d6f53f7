// The inbox in a page: asked for, gone on with, marked read.
'use client';
import { useCallback, useRef, useState } from 'react';
import type { InboxFilter } from '../../domain/inbox';
import type { Inbox, InboxItem } from '../../domain/view';
import { type Answer, call } from '../client/api';
import { useRefusalWords } from '../client/useCall';
import { useShell } from '../shell/context';

export function useInbox(filter: InboxFilter) {
  const say = useRefusalWords();
  const { refreshUnread } = useShell();
  const [held, setInbox] = useState<(Inbox & { filter: InboxFilter }) | null>(null);
  // Lines of another filter are none of this one's, and its places lead nowhere here.
  const inbox = held?.filter === filter ? held : null;
  const [words, setWords] = useState<string | null>(null);
  const asked = useRef(0);
  const shown = useRef({ filter, n: 0 });
  const ask = useCallback(
    async (cursor: string | null, before: readonly InboxItem[], wanted: number) => {
      asked.current += 1;
      const mine = asked.current;
      const items = [...before];
      let next: string | null | undefined = cursor;
      let unread = 0;
      do {
        const query: URLSearchParams = new URLSearchParams({ filter, ...(next ? { cursor: next } : {}) });
        const answer: Answer<Inbox> = await call<Inbox>('GET', `/me/notifications?${query}`);
        // Another filter was asked for meanwhile.
        if (mine !== asked.current) return;
        setWords(answer.ok ? null : say(answer.problem.code));
        if (!answer.ok) return;
        items.push(...answer.value.items.filter((one) => !items.some(({ id }) => id === one.id)));
        ({ unread } = answer.value);
        next = answer.value.cursor;
      } while (next !== undefined && items.length < wanted);
      shown.current = { filter, n: items.length };
      setInbox({ filter, items, unread, ...(next ? { cursor: next } : {}) });
    },
    [filter, say],
  );
  // As far down as the reader had gone.
  const refresh = useCallback(
    () => void ask(null, [], shown.current.filter === filter ? shown.current.n : 0),
    [ask, filter],
  );
  return {
    items: inbox?.items ?? null,
    unread: inbox?.unread ?? 0,
    /** Why the last question brought nothing; null when it did. */
    words,
    refresh,
    more: inbox?.cursor === undefined ? null : () => void ask(inbox.cursor ?? null, inbox.items, 0),
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
