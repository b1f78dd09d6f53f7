// What waits for the reader, newest first, in three groups by day, with a filter by kind.
'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DeskTask } from '../../domain/view';
import { ButtonLink } from '../ui/Button';
import { Day } from '../ui/Day';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Seg } from '../ui/Seg';
import type { Meaning } from '../ui/Tag';
import { type Age, ageOf } from './age';

const LOOK: Record<DeskTask['kind'], { icon: IconName; meaning: Meaning; group: Filter }> = {
  sign: { icon: 'seal', meaning: 'info', group: 'sign' },
  issue: { icon: 'seal', meaning: 'info', group: 'sign' },
  'must-fix': { icon: 'flag', meaning: 'mustfix', group: 'must-fix' },
  objection: { icon: 'object', meaning: 'object', group: 'objection' },
};

type Filter = 'all' | 'sign' | 'must-fix' | 'objection';
const FILTERS: readonly Filter[] = ['all', 'sign', 'must-fix', 'objection'];
const AGES: readonly Age[] = ['today', 'week', 'earlier'];

export function TaskList({ tasks, now }: { tasks: readonly DeskTask[]; now: string }) {
  const t = useTranslations('desk');
  const timeZone = useTimeZone();
  const [filter, setFilter] = useState<Filter>('all');
  const of = (wanted: Filter) => tasks.filter((task) => wanted === 'all' || LOOK[task.kind].group === wanted);
  const chips = FILTERS.filter((value) => value === 'all' || of(value).length > 0).map((value) => ({
    value,
    label: t(`filter.${value}`, { n: of(value).length }),
  }));
  return (
    <section className="card todo" aria-labelledby="todo">
      <div className="card-h">
        <h2 id="todo">{t('todo')}</h2>
        <span className="grow" />
        {chips.length > 2 && (
          <Seg look="chips" label={t('filterBy')} value={filter} options={chips} onChange={setFilter} />
        )}
      </div>
      {AGES.map((age) => {
        const group = of(filter).filter((task) => ageOf(task.at, now, timeZone) === age);
        if (group.length === 0) return null;
        return (
          <div key={age}>
            <h3>{t(`age.${age}`)}</h3>
            <ul>
              {group.map((task) => (
                <Task key={`${task.kind}-${task.reviewId}-${task.at}-${task.detail}`} task={task} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function Task({ task }: { task: DeskTask }) {
  const t = useTranslations('desk');
  const look = LOOK[task.kind];
  return (
    <li className="td">
      <span className={`td-i is-${look.meaning}`}>
        <Icon name={look.icon} />
      </span>
      <div>
        <b className="clip">{t(`task.${task.kind}`, { title: task.title })}</b>
        <p className="clip">{t(`detail.${task.kind}`, { detail: task.detail })}</p>
      </div>
      <Day at={task.at} />
      <ButtonLink
        size="sm"
        variant={look.group === 'sign' ? 'primary' : 'secondary'}
        href={`/reviews/${task.reviewId}`}
      >
        {t(`go.${task.kind}`)}
      </ButtonLink>
    </li>
  );
}
