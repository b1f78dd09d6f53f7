// One suggestion in the list: whose, where, which words go and which come, and what the reader may do about it.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId } from 'react';
import type { SuggestionDecision } from '../../../domain/document/suggestions';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/Button';
import { When } from '../../ui/When';
import { type Card, shortened } from './cards';

interface Props {
  card: Card;
  place: string;
  active: boolean;
  busy: boolean;
  /** Why nothing can be decided now. */
  blocked: string | null;
  may: readonly SuggestionDecision[];
  onOpen: () => void;
  onDecide: (decision: SuggestionDecision) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

export function SuggestionCard({ card, place, active, busy, blocked, may, onOpen, onDecide, onKeyDown }: Props) {
  const t = useTranslations('suggest');
  const title = useId();
  const name = card.people.map((one) => one.name).join(t('and')) || t('unknown');
  const first = card.people[0];
  const withdraws = card.mine && may.length === 1;
  const words = [card.deleted, card.inserted].filter(Boolean).join(' → ');
  const off = { disabled: busy || blocked !== null, ...(blocked !== null && { title: blocked }) };
  const said = { name, words: shortened(words, 30) };
  return (
    <article
      className={clsx('thread sg-card', active && 'is-active')}
      aria-labelledby={title}
      aria-busy={busy}
      data-suggestion-card={String(card.id)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: suggestions are walked with the keyboard in the order of the text.
      tabIndex={0}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <span id={title} className="sr">
        {t('card', { name, place })}
      </span>
      <div className="th-h">
        {first && <Avatar name={first.name} colour={first.colour} size={18} />}
        <span className="grow">
          <b>{name}</b>
          {place && ` · ${place}`}
          {card.at !== null && (
            <>
              {' · '}
              <When at={card.at} />
            </>
          )}
        </span>
        {may.includes('accept') && (
          <IconButton
            icon="check"
            size="sm"
            label={t('accept')}
            aria-label={t('acceptOne', said)}
            {...off}
            onClick={act('accept')}
          />
        )}
        {may.includes('reject') && (
          <IconButton
            icon="x"
            size="sm"
            label={t(withdraws ? 'withdraw' : 'reject')}
            aria-label={t(withdraws ? 'withdrawOne' : 'rejectOne', said)}
            {...off}
            onClick={act('reject')}
          />
        )}
      </div>
      <p>
        {card.deleted !== '' && <del>{shortened(card.deleted.replaceAll('\n', ' … '))}</del>}
        {card.deleted !== '' && card.inserted !== '' && ' '}
        {card.inserted.replaceAll('\n', '') !== '' && (
          <>
            {card.deleted === '' && <span className="muted">{t('insert')} </span>}
            <ins>{shortened(card.inserted)}</ins>
          </>
        )}
        {card.inserted !== '' && card.inserted.replaceAll('\n', '') === '' && <ins>{t('line')}</ins>}
        {card.inserted === '' && card.deleted === '' && <del>{t('joins')}</del>}
      </p>
    </article>
  );

  function act(decision: SuggestionDecision) {
    return (event: { stopPropagation: () => void }) => {
      event.stopPropagation();
      onDecide(decision);
    };
  }
}
