// What waits for the reader, by the day until which, with a filter by kind; each with its verb.
'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { dayOf } from '../../domain/day';
import { DUE_GROUPS, daysLeft, dueGroup, TASK_KINDS, taskKey } from '../../domain/desk';
import type { DeskTask, TaskPage } from '../../domain/view';
import { Button, ButtonLink } from '../ui/Button';
import { Day } from '../ui/Day';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Seg } from '../ui/Seg';
import { type Meaning, Notice } from '../ui/Tag';
import { useGoOn } from '../ui/useGoOn';
import { walkRows } from '../ui/walkRows';
import { placeOf } from './placeOf';
import { type TaskFilter, useTasks } from './useTasks';

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

export function TaskList({ first, now }: { first: TaskPage; now: string }) {
  const t = useTranslations('desk');
  const today = dayOf(now, useTimeZone());
  const [chosen, setFilter] = useState<TaskFilter>('all');
  const count = (kind: Kind) => first.counts[kind] ?? 0;
  const kinds = TASK_KINDS.filter((kind) => count(kind) > 0);
  // The last of a kind may be done while it is the one that is shown.
  const filter = chosen !== 'all' && kinds.includes(chosen) ? chosen : 'all';
  const { items, of, more, open, grown, busy, words } = useTasks(first, filter);
  const list = useRef<HTMLElement>(null);
  const goOn = useGoOn(items.length, (n) => list.current?.querySelectorAll<HTMLElement>('[data-row]')[n]);
  const choose = (wanted: TaskFilter) => {
    goOn(null);
    setFilter(wanted);
    open(wanted);
  };
  const ask = (next: () => Promise<void>) => {
    goOn(items.length);
    void next();
  };
  const all = kinds.reduce((sum, kind) => sum + count(kind), 0);
  const chips = (['all', ...kinds] as const).map((value) => ({
    value,
    label: t(`filter.${value}`, { n: value === 'all' ? all : count(value) }),
  }));
  return (
    <section className="card todo" aria-labelledby="todo" onKeyDown={walkRows} ref={list}>
      <div className="card-h">
        <h2 id="todo">{t('todo')}</h2>
        <span className="grow" />
        {chips.length > 2 && (
          <Seg look="chips" label={t('filterBy')} value={filter} options={chips} onChange={choose} />
        )}
      </div>
      {DUE_GROUPS.map((due) => {
        const group = items.filter((task) => dueGroup(task.due, today) === due);
        if (group.length === 0) return null;
        return (
          <div key={due}>
            <h3>{t(`due.${due}`)}</h3>
            <ul>
              {group.map((task) => (
                <Task key={taskKey(task)} task={task} today={today} />
              ))}
            </ul>
          </div>
        );
      })}
      {words && <Notice meaning="object" icon="warn" role="alert" title={words} />}
      {(more || grown) && (
        <div className="pager td-more">
          <p className="hint grow" role="status">
            {t(more ? 'shown' : 'shownAll', { n: items.length, of })}
          </p>
          {more && (
            <Button size="sm" busy={busy} onClick={() => ask(more)}>
              {t('more')}
            </Button>
          )}
        </div>
      )}
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
  const { due } = task;
  return <span className="td-due">{t.rich('until', { day: () => <Day at={due} /> })}</span>;
}
