// One's inbox: what reaches a person, sorted by how near it is to them (NR1).
import type { NotificationKind } from './notify';

export const INBOX_FILTERS = ['all', 'to-me', 'mentions', 'following'] as const;
export type InboxFilter = (typeof INBOX_FILTERS)[number];

const MENTIONS: readonly NotificationKind[] = ['mentioned'];
/** A review that moves on asks nothing of most of its members; one that comes back asks for their work. */
const FOLLOWING: readonly NotificationKind[] = [
  'replied',
  'commented',
  'resolved',
  'reopened',
  'suggestions-decided',
  'start-review',
  'freeze',
  'archive',
  'unarchive',
];

/** NR1: kinds that a filter leaves out or takes alone. What names nobody and follows nothing asks something of its reader: it is to them. */
export function kindsOf(filter: InboxFilter): {
  only?: readonly NotificationKind[];
  without?: readonly NotificationKind[];
} {
  switch (filter) {
    case 'all':
      return {};
    case 'mentions':
      return { only: MENTIONS };
    case 'following':
      return { only: FOLLOWING };
    case 'to-me':
      return { without: [...MENTIONS, ...FOLLOWING] };
  }
}
