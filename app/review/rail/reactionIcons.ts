// The icon of each answer without words.
import type { REACTIONS } from '../../../domain/thread';
import type { IconName } from '../../ui/icons';

export const REACTION_ICONS: Record<(typeof REACTIONS)[number], IconName> = {
  agree: 'agree',
  done: 'check',
  question: 'info',
  thanks: 'voice',
  seen: 'eye',
};
