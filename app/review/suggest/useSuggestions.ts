// The pending suggestions of the text in this page, with the people behind them as the server tells, and what may be done with them.
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SuggestionId } from '../../../domain/document/layout';
import type { Suggestion, SuggestionDecision } from '../../../domain/document/suggestions';
import { decisionsFor } from '../../../domain/suggestion';
import type { ReviewPage, SuggestionView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';
import type { ShownSuggestion } from '../../editor/view/shown';
import { notify } from '../../ui/Toast';
import { useGo } from '../../ui/useGo';
import type { EditorPort, Live } from '../live';
import { type Card, cardOf, type Known, nextCard } from './cards';

export interface Suggestions {
  /** In the order of the text. */
  cards: readonly Card[];
  /** For the text. */
  shown: readonly ShownSuggestion[];
  decided: { accepted: number; rejected: number } | null;
  active: SuggestionId | null;
  /** The one that is being decided on. */
  busy: SuggestionId | null;
  may: (card: Card) => readonly SuggestionDecision[];
  /** A card: the text follows. */
  open: (id: SuggestionId | null) => void;
  /** Words in the text: the list follows. */
  openFromText: (id: SuggestionId) => void;
  step: (by: 1 | -1) => void;
  decide: (card: Card, decision: SuggestionDecision) => Promise<void>;
  /** Says what was done, and where it can be gone back on. */
  told: (done: SuggestionDecision | 'withdrawn') => void;
  refresh: () => Promise<void>;
}

const TOLD = { accept: 'acceptedToast', reject: 'rejectedToast', withdrawn: 'withdrawnToast' } as const;

interface Input {
  page: Pick<ReviewPage, 'id' | 'abilities' | 'me' | 'openSections'>;
  /** Pending. */
  suggestions: readonly Suggestion[];
  live: Pick<Live, 'onNotice' | 'admitted'>;
  /** Under which this page writes. */
  client: number;
  port: RefObject<EditorPort | null>;
  /** Brings the list into view. */
  onShow: () => void;
}

export function useSuggestions({ page, suggestions, live, client, port, onShow }: Input): Suggestions {
  const t = useTranslations('suggest');
  const refusal = useRefusalWords();
  const go = useGo();
  const { known, decided, refresh } = useAuthors(page.id, { suggestions, ...live }, client);
  const [active, setActive] = useState<SuggestionId | null>(null);
  // The walk goes on from the one that was open last.
  const walked = useRef<SuggestionId | null>(null);
  walked.current = active ?? walked.current;
  const [busy, setBusy] = useState<SuggestionId | null>(null);
  const cards = useMemo(
    () => suggestions.map((one) => cardOf(one, known.get(keyOf(one)), page.me, client)),
    [suggestions, known, page.me, client],
  );
  const shown = useStable(cards.map(shownOf));
  const may = (card: Card) =>
    decisionsFor(
      { abilities: page.abilities, returned: page.openSections.length > 0 },
      page.me.id,
      card.people.map(({ id }) => id),
    );
  const open = (id: SuggestionId | null) => {
    setActive(id);
    if (id !== null) port.current?.scrollToSuggestion(id);
  };

  // The server wrote it: no undo of this page takes it back, the history does.
  const told = (done: SuggestionDecision | 'withdrawn') =>
    notify(t(TOLD[done]), { label: t('toVersions'), onClick: () => go(`/reviews/${page.id}/history`) });

  const decide = async (card: Card, decision: SuggestionDecision) => {
    setBusy(card.id);
    const answer = await call('POST', `/reviews/${page.id}/suggestions`, { id: card.id, decision });
    setBusy(null);
    const own = decision === 'reject' && card.mine;
    if (answer.ok) {
      told(own ? 'withdrawn' : decision);
      const next = nextCard(cards, card.id);
      setActive(next);
      if (next !== null) focusCard(next);
    } else if (answer.problem.code === 'not-found') notify(t('gone'));
    else notify(t('failed', { why: refusal(answer.problem.code) }));
    await refresh();
  };

  return {
    cards,
    shown,
    decided,
    active: cards.some(({ id }) => id === active) ? active : null,
    busy,
    may,
    open,
    openFromText: (id) => {
      setActive(id);
      onShow();
      requestAnimationFrame(() => cardElement(id)?.scrollIntoView({ block: 'nearest' }));
    },
    step: (by) => {
      const at = cards.findIndex(({ id }) => id === (active ?? walked.current));
      const next = cards[at === -1 ? (by === 1 ? 0 : cards.length - 1) : at + by];
      if (!next) return;
      onShow();
      open(next.id);
      focusCard(next.id);
    },
    decide,
    told,
    refresh,
  };
}

function shownOf({ id, mine, people }: Card): ShownSuggestion {
  return { id, mine, name: people.map(({ name }) => name).join(', ') || null, colour: people[0]?.colour ?? 1 };
}

/** The same list as long as it says the same: the text is not drawn anew for a keystroke elsewhere. */
function useStable(shown: readonly ShownSuggestion[]): readonly ShownSuggestion[] {
  const [stable, setStable] = useState(shown);
  if (stable === shown || JSON.stringify(stable) === JSON.stringify(shown)) return stable;
  setStable(shown);
  return shown;
}

function cardElement(id: SuggestionId): HTMLElement | null {
  return document.querySelector(`[data-suggestion-card="${CSS.escape(String(id))}"]`);
}

/** The card is drawn first. The text beside the list stays where it is. */
function focusCard(id: SuggestionId): void {
  requestAnimationFrame(() => {
    const card = cardElement(id);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  });
}

// -------------------------------------------------------------------------------------------------------------- authors

/** An answer may have been given before the edit that this page has just heard of was bound to its writer; in ms. */
const AGAIN_MS = 1000;

/** Another writer under the same id makes it another question. */
function keyOf({ id, authors }: Suggestion): string {
  return JSON.stringify([id, [...authors].sort((a, b) => a - b)]);
}

/** Asked when somebody else's suggestion appears, when the server says that something was decided, and after a return. */
function useAuthors(
  reviewId: string,
  { suggestions, onNotice, admitted }: Input['live'] & Pick<Input, 'suggestions'>,
  client: number,
) {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const [decided, setDecided] = useState<Suggestions['decided']>(null);
  const latest = useRef(suggestions);
  latest.current = suggestions;
  const asked = useRef(new Set<string>());
  const running = useRef<Promise<void> | null>(null);
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const refresh = useCallback((): Promise<void> => {
    const ask = async () => {
      const wanted = latest.current.map((one) => [one.id, keyOf(one)] as const);
      const answer = await call<{ items: readonly SuggestionView[]; decided: NonNullable<Suggestions['decided']> }>(
        'GET',
        `/reviews/${reviewId}/suggestions`,
      );
      if (!answer.ok) return;
      const people = new Map(answer.value.items.map((one) => [one.id, one]));
      setDecided(answer.value.decided);
      setKnown(
        (before) =>
          new Map([
            ...before,
            ...wanted.flatMap(([id, key]) => {
              const one = people.get(id);
              return one?.complete ? [[key, { people: one.authors, at: one.at }] as const] : [];
            }),
          ]),
      );
      if (wanted.every(([id]) => people.has(id))) return;
      for (const [id, key] of wanted) if (!people.has(id)) asked.current.delete(key);
      clearTimeout(again.current);
      again.current = setTimeout(() => void refresh(), AGAIN_MS);
    };
    running.current = (running.current ?? Promise.resolve()).then(ask);
    return running.current;
  }, [reviewId]);

  useEffect(() => {
    const fresh = suggestions.filter((one) => !asked.current.has(keyOf(one)));
    if (fresh.length === 0) return;
    for (const one of fresh) asked.current.add(keyOf(one));
    // Since when one's own stands is no hurry, and is known once it is saved.
    if (fresh.some((one) => one.authors.some((author) => author !== client))) return void refresh();
    clearTimeout(again.current);
    again.current = setTimeout(() => void refresh(), AGAIN_MS);
  }, [suggestions, client, refresh]);
  useEffect(() => onNotice((notice) => void (notice.type === 'threads' && refresh())), [onNotice, refresh]);
  useEffect(() => {
    if (admitted) void refresh();
  }, [admitted, refresh]);
  useEffect(() => () => clearTimeout(again.current), []);
  return { known, decided, refresh };
}
