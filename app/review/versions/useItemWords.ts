// How the rows of a history are called: their names, their times in the reader's days, who made them.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { PersonView, RestoredFrom, TimelineItem } from '../../../domain/view';
import { formatDay } from '../../ui/Day';
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
    const dayOf = (at: string) => formatDay(at, 'zh-CN', timeZone, { year: true });
    const now = Date.now();
    const today = dayOf(new Date(now).toISOString());
    const yesterday = dayOf(new Date(now - 86_400_000).toISOString());
    const timeOf = (at: string) => formatDay(at, locale, timeZone, { time: true }).slice(-5);
    const when = (at: string): string => {
      if (dayOf(at) === today) return t('today', { time: timeOf(at) });
      if (dayOf(at) === yesterday) return t('yesterday', { time: timeOf(at) });
      return formatDay(at, locale, timeZone, { time: true, year: dayOf(at).slice(0, 4) !== today.slice(0, 4) });
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
    return { words, when, who, dayOf, recent: [today, yesterday] };
  }, [t, locale, timeZone]);
}
