// The desk's screen, filled or empty.
import { useTranslations } from 'next-intl';
import type { Desk, TaskPage } from '../../domain/view';
import { Bell } from '../inbox/Bell';
import { ButtonLink } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { InProgress } from './InProgress';
import { KeepFresh } from './KeepFresh';
import { SearchButton } from './SearchButton';
import { TaskList } from './TaskList';
import { TemplateList } from './TemplateList';
import { Today } from './Today';

const HOW: readonly { icon: IconName; word: 'write' | 'comment' | 'sign' }[] = [
  { icon: 'pen', word: 'write' },
  { icon: 'comment', word: 'comment' },
  { icon: 'seal', word: 'sign' },
];

/** Beside what waits; the rest is one press away. */
const RUNNING = 5;

export function DeskScreen({ desk, now }: { desk: Desk; now: string }) {
  const t = useTranslations('desk');
  const fresh = desk.total === 0;
  return (
    <>
      <KeepFresh />
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p className="num today">
          <Today now={now} />
        </p>
        <span className="grow" />
        <SearchButton />
        <Bell />
        <ButtonLink variant="primary" icon="plus" href="/reviews/new">
          {t('new')}
        </ButtonLink>
      </header>
      <div className="desk">
        {desk.tasks.length > 0 ? <TaskList first={firstOf(desk)} now={now} /> : <NothingToDo how={fresh} />}
        <div className="desk-side">
          {!fresh && <InProgress reviews={desk.reviews.slice(0, RUNNING)} total={desk.total} now={now} />}
          <TemplateList templates={desk.templates} first={fresh} />
        </div>
      </div>
    </>
  );
}

const firstOf = ({ tasks, counts, cursor }: Desk): TaskPage => ({
  items: tasks,
  counts,
  ...(cursor ? { cursor } : {}),
});

function NothingToDo({ how }: { how: boolean }) {
  const t = useTranslations('desk');
  return (
    <section className="card todo-none" aria-labelledby="todo">
      <div className="card-h">
        <h2 id="todo">{t('todo')}</h2>
      </div>
      <Empty icon="agree" title={t('nothing')}>
        {t('nothingWhy')}
      </Empty>
      {how && (
        <ol className="how">
          {HOW.map(({ icon, word }) => (
            <li key={word}>
              <Icon name={icon} size={20} />
              <b>{t(`how.${word}.title`)}</b>
              <p>{t(`how.${word}.text`)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
