// What waits for the reader, by the day until which, with a filter by kind; each with its verb.
'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { DUE_GROUPS, daysLeft, dueGroup } from '../../domain/desk';
import type { DeskTask } from '../../domain/view';
import { ButtonLink } from '../ui/Button';
import { Day } from '../ui/Day';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Seg } from '../ui/Seg';
import type { Meaning } from '../ui/Tag';
import { walkRows } from '../ui/walkRows';
import { dayOf } from './dayOf';
import { placeOf } from './placeOf';

type Kind = DeskTask['kind'];

const LOOK: Record<Kind, { icon: IconName; meaning: Meaning }> = {
  sign: { icon: 'seal', meaning: 'info' },
  issue: { icon: 'seal', meaning: 'info' },
  'must-fix': { icon: 'flag', meaning: 'mustfix' },
  assigned: { icon: 'comment', meaning: 'none' },
  section: { icon: 'pen', meaning: 'none' },
  suggestions: { icon: 'pen', meaning: 'none' },
  supplement: { icon: 'undo', meaning: 'object' },
};
const KINDS = Object.keys(LOOK) as Kind[];

export function TaskList({ tasks, now }: { tasks: readonly DeskTask[]; now: string }) {
  const t = useTranslations('desk');
  const today = dayOf(now, useTimeZone());
  const [chosen, setFilter] = useState<Kind | 'all'>('all');
  const of = (wanted: Kind | 'all') => tasks.filter((task) => wanted === 'all' || task.kind === wanted);
  // The last of a kind may be done while it is the one that is shown.
  const filter = of(chosen).length > 0 ? chosen : 'all';
  const chips = (['all', ...KINDS] as const)
    .filter((value) => value === 'all' || of(value).length > 0)
    .map((value) => ({ value, label: t(`filter.${value}`, { n: of(value).length }) }));
  return (
    <section className="card todo" aria-labelledby="todo" onKeyDown={walkRows}>
      <div className="card-h">
        <h2 id="todo">{t('todo')}</h2>
        <span className="grow" />
        {chips.length > 2 && (
          <Seg look="chips" label={t('filterBy')} value={filter} options={chips} onChange={setFilter} />
        )}
      </div>
      {DUE_GROUPS.map((due) => {
        const group = of(filter).filter((task) => dueGroup(task.due, today) === due);
        if (group.length === 0) return null;
        return (
          <div key={due}>
            <h3>{t(`due.${due}`)}</h3>
            <ul>
              {group.map((task) => (
                <Task
                  key={[task.kind, task.reviewId, task.threadId, task.sectionKey, task.at, task.detail].join(' ')}
                  task={task}
                  today={today}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function Task({ task, today }: { task: DeskTask; today: string }) {
  const t = useTranslations('desk');
  const look = LOOK[task.kind];
  return (
    <li className="td">
      <span className={`td-i is-${look.meaning}`}>
        <Icon name={look.icon} />
      </span>
      <div>
        <b className="clip">{t(`task.${task.kind}`, { title: task.title, detail: task.detail })}</b>
        <p className="clip">{t(`detail.${task.kind}`, { title: task.title, detail: task.detail })}</p>
      </div>
      <Due task={task} today={today} />
      <ButtonLink
        data-row
        size="sm"
        variant={task.kind === 'sign' || task.kind === 'issue' ? 'primary' : 'secondary'}
        href={placeOf(task)}
      >
        {t(`go.${task.kind}`)}
      </ButtonLink>
    </li>
  );
}

/** Until when; without a day, since when. */
function Due({ task, today }: { task: DeskTask; today: string }) {
  const t = useTranslations('desk');
  if (task.due === null) return <Day at={task.at} />;
  const group = dueGroup(task.due, today);
  if (group === 'overdue')
    return (
      <time className="late" dateTime={task.due}>
        {t('late', { n: -daysLeft(task.due, today) })}
      </time>
    );
  if (group === 'today') return <time dateTime={task.due}>{t('due.today')}</time>;
  return <span className="td-due">{t.rich('until', { day: () => <Day at={`${task.due}T12:00:00Z`} /> })}</span>;
}
