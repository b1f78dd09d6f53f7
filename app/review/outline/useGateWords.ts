// Closed gates in sentences: what is missing, where, and who can clear it.
'use client';
import { useLocale, useTranslations } from 'next-intl';
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
  finding: 'object',
};

type Page = Pick<ReviewPage, 'templateBody' | 'members'>;

export function useGateWords(page: Page): {
  sentence: (group: GateGroup) => string;
  who: (group: GateGroup) => string;
} {
  const t = useTranslations('gates');
  const role = useTranslations('role');
  const locale = useLocale();
  const ruleName = useRuleName();
  const sectionTitle = useSectionTitle(page.templateBody);

  const metaLabel = (key: string | undefined) => {
    const field = page.templateBody.meta.find((one) => one.key === key);
    return field ? say(field.label, locale) : (key ?? '');
  };
  const namesOf = ({ kind, gates }: GateGroup) =>
    gates
      .map(({ place }) =>
        kind === 'required-meta' ? metaLabel(place.metaKey) : sectionTitle(place.sectionKey ?? null),
      )
      .join(t('sep'));

  return {
    sentence: (group) => {
      const n = group.gates.length;
      return group.kind === 'finding'
        ? t('finding', { name: ruleName(group.rule), n })
        : t(group.kind, { n, names: namesOf(group) });
    },
    who: (group) => {
      const ids = [...new Set(group.gates.flatMap((gate) => gate.who))];
      const named = ids.map((id) => {
        const word = ROLES.find((one) => one === id);
        return word ? role(word) : page.members.find((member) => member.id === id)?.name;
      });
      return t('who', { who: named.filter(Boolean).join(t('sep')) });
    },
  };
}
