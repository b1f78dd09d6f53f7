// Deciding on many suggestions at once: all of them, or those of one person; each asks first.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SuggestionDecision } from '../../../domain/document/suggestions';
import type { PersonView } from '../../../domain/view';
import { IconButton } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { Menu, MenuItem } from '../../ui/Menu';
import type { Suggestions } from './useSuggestions';

interface Asked {
  decision: SuggestionDecision;
  /** Null for everybody's. */
  author: PersonView | null;
  n: number;
}

interface Props {
  reviewId: string;
  suggestions: Suggestions;
  blocked: string | null;
}

export function Bulk({ reviewId, suggestions, blocked }: Props) {
  const t = useTranslations('suggest');
  const [asked, setAsked] = useState<Asked | null>(null);
  const people = new Map(suggestions.cards.flatMap((card) => card.people.map((one) => [one.id, one] as const)));
  const groups: Omit<Asked, 'decision'>[] = [
    { author: null, n: suggestions.cards.length },
    ...[...people.values()].map((author) => ({
      author,
      n: suggestions.cards.filter((card) => card.people.some(({ id }) => id === author.id)).length,
    })),
  ];
  const shown = people.size > 1 ? groups : groups.slice(0, 1);
  const verb = ({ decision, author, n }: Asked) =>
    author ? t(`${decision}AllOf`, { name: author.name, n }) : t(`${decision}All`, { n });
  return (
    <>
      <Menu
        label={t('more')}
        trigger={<IconButton icon="more" size="sm" label={t('more')} disabled={blocked !== null} />}
      >
        {shown.flatMap((group) =>
          (['accept', 'reject'] as const).map((decision) => (
            <MenuItem
              key={`${decision} ${group.author?.id}`}
              icon={decision === 'accept' ? 'check' : 'x'}
              onSelect={() => setAsked({ ...group, decision })}
            >
              {verb({ ...group, decision })}
            </MenuItem>
          )),
        )}
      </Menu>
      {asked && (
        <Confirm
          title={verb(asked)}
          what={t(`${asked.decision}AllWhat`, { n: asked.n })}
          verb={verb(asked)}
          method="POST"
          path={`/reviews/${reviewId}/suggestions`}
          body={{ id: 'all', decision: asked.decision, ...(asked.author && { author: asked.author.id }) }}
          danger={asked.decision === 'reject'}
          onClose={() => setAsked(null)}
          onDone={() => {
            suggestions.told(asked.decision);
            void suggestions.refresh();
          }}
        />
      )}
    </>
  );
}
