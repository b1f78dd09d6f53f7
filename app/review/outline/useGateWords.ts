// Closed gates in sentences: what is missing, where, and who can clear it.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { withTurningNamed } from '../../../domain/document/turning';
import type { Gate } from '../../../domain/gates';
import { ROLES } from '../../../domain/review';
import type { ReviewPage } from '../../../domain/view';
import type { IconName } from '../../ui/icons';
import { say } from '../../ui/say';
import { useRuleName } from '../checks/useRuleName';
import type { GateGroup, GateKind } from './gateGroups';
import { useSectionTitle } from './useSectionTitle';

export const GATE_ICON: Record<GateKind, IconName> = {
  'must-fix': 'flag',
  'pending-suggestion': 'pen',
  'required-part': 'doc',
  'required-dimension': 'doc',
  'required-meta': 'sliders',
  'empty-step': 'users',
  'return-point': 'undo',
  'unknown-content': 'warn',
  finding: 'object',
};

type Page = Pick<ReviewPage, 'templateBody' | 'members'>;

export interface GateWords {
  sentence: (group: GateGroup) => string;
  /** Who can clear these. */
  who: (gates: readonly Gate[]) => string;
  /** Where one stands: section and words, a step, or a detail of the review. */
  place: (gate: Gate) => string;
}

export function useGateWords(page: Page): GateWords {
  const t = useTranslations('gates');
  const role = useTranslations('role');
  const locale = useLocale();
  const ruleName = useRuleName();
  const sectionTitle = useSectionTitle(page.templateBody);

  const metaLabel = (key: string | undefined) => {
    const field = page.templateBody.meta.find((one) => one.key === key);
    return field ? say(field.label, locale) : (key ?? '');
  };
  const place = ({ rule, place: { title, metaKey, sectionKey, quote: words } }: Gate) => {
    const quote = words && withTurningNamed(words);
    const name = title
      ? say(title, locale)
      : rule === 'required-meta'
        ? metaLabel(metaKey)
        : sectionTitle(sectionKey ?? null);
    // A heading that is quoted says where it stands by itself.
    if (quote?.includes(name)) return quote;
    return quote ? t('at', { place: name, quote }) : name;
  };
  return {
    place,
    sentence: ({ kind, rule, gates }) => {
      const n = gates.length;
      if (kind === 'finding') return t('finding', { name: ruleName(rule), n });
      return t(kind, { n, names: [...new Set(gates.map(place))].join(t('sep')) });
    },
    who: (gates) => {
      const ids = [...new Set(gates.flatMap((gate) => gate.who))];
      const named = ids.map((id) => {
        const word = ROLES.find((one) => one === id);
        return word ? role(word) : page.members.find((member) => member.id === id)?.name;
      });
      return t('who', { who: named.filter(Boolean).join(t('sep')) });
    },
  };
}
