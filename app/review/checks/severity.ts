// How a finding's weight looks: always a word and a sign beside the colour.
import type { IconName } from '../../ui/icons';
import type { Meaning } from '../../ui/Tag';
import type { Severity } from './findingGroups';

export const LOOK: Record<Severity, { meaning: Meaning; icon: IconName }> = {
  error: { meaning: 'mustfix', icon: 'object' },
  warn: { meaning: 'reserve', icon: 'warn' },
  info: { meaning: 'none', icon: 'info' },
};
