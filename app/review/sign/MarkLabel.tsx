// What somebody decided, as sign and word; a colour never speaks alone.
'use client';
import { useTranslations } from 'next-intl';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/icons';
import type { LineMark } from './tally';

export const MARK_ICON: Record<LineMark, IconName> = {
  agree: 'agree',
  reserve: 'reserve',
  object: 'object',
  abstain: 'info',
  stale: 'stale',
  none: 'pending',
};

/** `abstain` has no colour of its own: it speaks for neither side. */
export const MARK_CLASS: Record<LineMark, string> = {
  agree: 'is-agree',
  reserve: 'is-reserve',
  object: 'is-object',
  abstain: 'is-none',
  stale: 'is-stale',
  none: 'is-none',
};

export function MarkLabel({ mark, waitsForMe }: { mark: LineMark; waitsForMe?: boolean }) {
  const t = useTranslations('sign.mark');
  const mine = waitsForMe && (mark === 'none' || mark === 'stale');
  return (
    <span className={`mean ${mine ? 'is-info' : MARK_CLASS[mark]}`}>
      <Icon name={mine && mark === 'none' ? 'pen' : MARK_ICON[mark]} />
      {mine && mark === 'none' ? t('mine') : t(mark)}
    </span>
  );
}
