// Lines of a thread that say who has it, how it was settled, and who took its words away.
'use client';
import { useTranslations } from 'next-intl';
import type { ThreadView } from '../../../domain/view';
import { Day } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { seen } from '../../ui/seen';

export function ThreadState({ thread, lost }: { thread: ThreadView; lost?: boolean | undefined }) {
  const t = useTranslations('threads');
  const { assignee, due, resolvedBy, resolvedAt, resolveReason, lostAt, lostBy } = thread;
  const resolved = thread.state === 'resolved';
  return (
    <>
      {assignee && !resolved && (
        <p className="hint">
          <Icon name="user" size={14} />
          <span>
            {t('assignedTo', { name: assignee.name })}
            {due && (
              <>
                {t('dueOn')} <Day at={due} />
              </>
            )}
          </span>
        </p>
      )}
      {lost && lostAt && (
        <p className="hint">
          {lostBy ? t('lostBy', { name: lostBy.name }) : t('lostSomehow')}
          <Day at={lostAt} near />
        </p>
      )}
      {resolved && resolvedBy && resolvedAt && (
        <p className="hint">
          <Icon name="agree" size={14} />
          {t('resolvedBy', { name: resolvedBy.name })}
          <Day at={resolvedAt} near />
          {resolveReason && <span>{seen(t('resolvedReason', { reason: resolveReason }))}</span>}
        </p>
      )}
    </>
  );
}
