// How the rows of a history are called: their names, their times in the reader's days, who made them.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { clockOf, dayOf, daysAgo, tellDate } from '../../../domain/day';
import type { PersonView, RestoredFrom, TimelineItem } from '../../../domain/view';
import { say } from '../../ui/say';

export interface ItemWords {
  title: string;
  /** Second line, may be empty. */
  note: string;
}

export function useItemWords() {
  const t = useTranslations('versions');
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => {
    const reader = { locale, timeZone, now: new Date().toISOString() };
    const when = (at: string): string => {
      const ago = daysAgo(at, reader);
      if (ago !== 0 && ago !== 1) return tellDate(at, reader, { time: true });
      return t(ago === 0 ? 'today' : 'yesterday', { time: clockOf(at, timeZone) });
    };
    const who = (people: readonly PersonView[]): string =>
      people.length > 4 ? t('peopleCount', { n: people.length }) : people.map(({ name }) => name).join(t('comma'));
    const stateOf = (from: RestoredFrom): string => {
      if (from.name !== null) return from.name;
      const frozen = /^v(\d+)$/.exec(from.point);
      if (frozen) return t('frozen', { no: Number(frozen[1]) });
      return from.at === null ? t('earlier') : when(from.at);
    };
    const words = (item: TimelineItem): ItemWords => {
      switch (item.kind) {
        case 'changes': {
          const saves = item.saves > 1 ? t('saves', { who: who(item.people), n: item.saves }) : who(item.people);

          const title = when(item.at);
          if (item.restored)
            return { title, note: t('restoredBy', { who: who(item.people), what: stateOf(item.restored) }) };
          return { title, note: item.people.length === 0 ? t('byServer') : saves };
        }
        case 'named': {
          const title =
            item.name !== ''
              ? item.name
              : item.before
                ? t('beforeRestore', { what: stateOf(item.before) })
                : t('beforeCleanUp');
          const by = t(item.named === 'named' ? 'namedBy' : 'keptBy', { name: item.by.name, when: when(item.at) });
          return { title, note: item.note === '' ? by : t('withNote', { by, note: item.note }) };
        }
        case 'frozen': {
          const signed = t('signed', { signed: item.signed, asked: item.asked });
          const by = t('frozenBy', { name: item.by.name, when: when(item.at) });
          return {
            title: item.outcome === 'approved' ? t('approved', { no: item.no }) : t('frozen', { no: item.no }),
            note: t('withNote', {
              by,
              note:
                item.outcome === 'cancelled' || item.outcome === 'superseded' ? t(item.outcome, { signed }) : signed,
            }),
          };
        }
        case 'created':
          return {
            title: when(item.at),
            note: t('created', { name: item.by.name, template: say(item.template, locale) }),
          };
      }
    };
    const day = (at: string) => dayOf(at, timeZone);
    return { words, when, who, dayOf: day, isRecent: (at: string) => daysAgo(at, reader) <= 1 };
  }, [t, locale, timeZone]);
}
