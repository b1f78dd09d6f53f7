// The tab of suggestions: what is pending, in the order of the text, and what was decided so far.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { decidesOnAll } from '../../../domain/suggestion';
import type { ReviewPage } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { Bulk } from './Bulk';
import { CleanUp } from './CleanUp';
import { type CardPlace, placesOf } from './cards';
import { NearCards } from './NearCards';
import { SuggestionCard } from './SuggestionCard';
import type { Suggestions } from './useSuggestions';

interface Props {
  page: Pick<ReviewPage, 'id' | 'abilities' | 'openSections'>;
  suggestions: Suggestions;
  blocks: readonly Block[];
  sectionTitle: (key: string | null) => string;
  /** Why nothing can be decided now. */
  blocked: string | null;
  /** Edits of this page that the server does not have yet. */
  unsaved: number;
  /** Nothing is decided on a phone. */
  readOnly?: boolean;
  onLeave: () => void;
}

export function SuggestionList(props: Props) {
  const { page, suggestions, blocks, sectionTitle, blocked, unsaved, readOnly = false, onLeave } = props;
  const t = useTranslations('suggest');
  const [cleaning, setCleaning] = useState(false);
  const { cards, decided, active, busy } = suggestions;
  const returned = page.openSections.length > 0;
  const decides = decidesOnAll({ abilities: page.abilities, returned }) && !readOnly;
  const cleansUp = page.abilities.includes('write') && !readOnly;
  const place = useMemo(() => placesOf(blocks), [blocks]);
  const ids = useMemo(() => cards.map(({ id }) => String(id)), [cards]);
  const placeWords = (where: CardPlace) =>
    'n' in where ? t('place', { kind: t(`kind.${where.kind}`), n: where.n }) : sectionTitle(where.section);

  const onKey = (at: number) => (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey, metaKey, altKey, target, currentTarget } = event;
    if (ctrlKey || metaKey || altKey || event.nativeEvent.isComposing || target !== currentTarget) return;
    const card = cards[at];
    const step = { j: 1, J: 1, ArrowDown: 1, k: -1, K: -1, ArrowUp: -1 }[key];
    if (step) suggestions.step(step === 1 ? 1 : -1);
    else if (key === 'Enter' && card) suggestions.open(card.id);
    else if (key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };

  return (
    <section className="rail-list" aria-label={t('list')}>
      {cards.length > 0 && (
        <div className="row sg-head">
          <span className="grow faint" role="status">
            {t(decidesOnAll({ abilities: page.abilities, returned }) ? 'pendingGate' : 'pending', { n: cards.length })}
          </span>
          {decides && <Bulk reviewId={page.id} suggestions={suggestions} blocked={blocked} />}
          {cleansUp && (
            <Button
              size="sm"
              disabled={blocked !== null}
              title={blocked ?? undefined}
              onClick={() => setCleaning(true)}
            >
              {t('cleanUp')}
            </Button>
          )}
        </div>
      )}
      {cards.length === 0 && (
        <Empty icon="pen" title={t('none')}>
          {t(page.abilities.includes('suggest') && !readOnly ? 'noneWhat' : 'noneRead')}
        </Empty>
      )}
      {cards.length > 0 && (
        <NearCards ids={ids} active={active === null ? null : String(active)}>
          {(at) => {
            const card = cards[at];
            return (
              card && (
                <SuggestionCard
                  card={card}
                  place={placeWords(place(card.block))}
                  active={card.id === active}
                  busy={card.id === busy}
                  blocked={blocked}
                  may={readOnly ? [] : suggestions.may(card)}
                  onOpen={() => suggestions.open(card.id)}
                  onDecide={(decision) => void suggestions.decide(card, decision)}
                  onKeyDown={onKey(at)}
                />
              )
            );
          }}
        </NearCards>
      )}
      {decided && decided.accepted + decided.rejected > 0 && (
        <p className="mean is-agree">
          <Icon name="agree" />
          {t('decided', decided)}
        </p>
      )}
      {cleaning && (
        <CleanUp
          reviewId={page.id}
          pending={cards.length}
          unsaved={unsaved}
          onOneByOne={() => suggestions.step(1)}
          onDone={() => void suggestions.refresh()}
          onClose={() => setCleaning(false)}
        />
      )}
    </section>
  );
}
