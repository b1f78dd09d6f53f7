// One comment of a thread: who, when, what; its reactions, its earlier wordings, and what may be done with it.
'use client';
import { useTranslations } from 'next-intl';
import { Fragment, useState } from 'react';
import { namesIn, REACTIONS } from '../../../domain/thread';
import type { CommentView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';
import { Avatar } from '../../ui/Avatar';
import { Day } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { laterPart } from '../../ui/later';
import { seen } from '../../ui/seen';
import { notify } from '../../ui/Toast';
import { editKey } from './begun';
import { EarlierWords } from './EarlierWords';
import { EditWords } from './EditWords';
import { MessageMenu, type Shows } from './MessageMenu';
import { REACTION_ICONS } from './reactionIcons';
import { useTalk } from './talk';
import { useBrought } from './useWords';

const Confirm = laterPart(() => import('../../ui/Confirm').then((module) => module.Confirm));
const HideComment = laterPart(() => import('./HideComment').then((module) => module.HideComment));

interface Props {
  comment: CommentView;
  /** Open: with its time, and with what may be done. */
  open?: boolean;
  size?: 20 | 28;
}

export function Message({ comment, open, size = 20 }: Props) {
  const t = useTranslations('threads');
  const { refresh } = useTalk();
  const [shows, setShows] = useShows(comment.id);
  const react = useReact(comment);
  const { may, author } = comment;
  return (
    <div className="msg">
      <Avatar name={author.name} colour={author.colour} size={size} />
      <div className="msg-h">
        <b>{author.name}</b>
        {open && <Day at={comment.at} near />}
        {open && comment.editedAt && !comment.takenBack && !comment.hidden && (
          <button
            type="button"
            className="link faint"
            aria-expanded={shows === 'earlier'}
            onClick={() => setShows(shows === 'earlier' ? 'words' : 'earlier')}
          >
            {t('edited')}
          </button>
        )}
        {open && Object.values(may).includes(true) && (
          <>
            <span className="grow" />
            <MessageMenu comment={comment} onReact={react} onShow={setShows} />
          </>
        )}
      </div>
      {shows === 'edit' && open && may.change ? (
        <EditWords comment={comment} onClose={() => setShows((now) => (now === 'edit' ? 'words' : now))} />
      ) : comment.takenBack ? (
        <p className="faint">{t('takenBack', { name: author.name })}</p>
      ) : comment.hidden ? (
        <p className="faint">{t('hidden')}</p>
      ) : (
        <p>
          <Spoken comment={comment} />
        </p>
      )}
      {shows === 'earlier' && (comment.may.unhide || !comment.hidden) && (
        <EarlierWords key={`${comment.editedAt} ${comment.hidden}`} commentId={comment.id} />
      )}
      <Reactions comment={comment} open={open} onReact={react} />
      {shows === 'takeBack' && (
        <Confirm
          title={t('takeBack')}
          what={t('takeBackWhat')}
          verb={t('takeBack')}
          method="DELETE"
          path={`/comments/${comment.id}`}
          danger
          onClose={() => setShows('words')}
          onDone={() => void refresh()}
        />
      )}
      {shows === 'hide' && <HideComment comment={comment} onClose={() => setShows('words')} />}
    </div>
  );
}

/** Other words that were begun are shown again with the message (TH16); those of an earlier visit come a moment after it. */
function useShows(commentId: string) {
  const { begun } = useTalk();
  const key = editKey(commentId);
  const [shows, setShows] = useState<Shows>(() => (begun.get(key) ? 'edit' : 'words'));
  useBrought(key, () => setShows((now) => (now === 'words' ? 'edit' : now)));
  return [shows, setShows] as const;
}

/** The words, with the names that they mention told apart. */
function Spoken({ comment: { body, mentions } }: { comment: CommentView }) {
  let from = 0;
  const parts = namesIn(body, mentions).map(({ start, end }) => {
    const before = body.slice(from, start);
    from = end;
    return (
      <Fragment key={start}>
        {seen(before)}
        <span className="at">{seen(body.slice(start, end))}</span>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {seen(body.slice(from))}
    </>
  );
}

function Reactions({ comment, open, onReact }: Props & { onReact: (name: string) => Promise<void> }) {
  const t = useTranslations('threads');
  const { me } = useTalk();
  if (comment.reactions.length === 0) return null;
  return (
    <div className="th-r">
      {REACTIONS.flatMap((name) => comment.reactions.filter((one) => one.name === name)).map(({ name, people }) => {
        const kind = REACTIONS.find((one) => one === name) ?? 'seen';
        const words = `${t(`reaction.${kind}`)} ${people.length}`;
        const who = people.map((person) => person.name).join(t('and'));
        const look = (
          <>
            <Icon name={REACTION_ICONS[kind]} size={14} />
            {words}
          </>
        );
        if (!open || !comment.may.react)
          return (
            <span key={name} className="th-rc" title={who}>
              {look}
            </span>
          );
        return (
          <button
            key={name}
            type="button"
            className="th-rc"
            title={who}
            aria-label={t('reactionBy', { words, who })}
            aria-pressed={people.some(({ id }) => id === me.id)}
            onClick={() => void onReact(name)}
          >
            {look}
          </button>
        );
      })}
    </div>
  );
}

/** Gives a reaction, or takes one's own back. */
function useReact({ id, reactions }: CommentView): (name: string) => Promise<void> {
  const { me, blocked, refresh } = useTalk();
  const say = useRefusalWords();
  return async (name) => {
    if (blocked) return notify(blocked);
    const mine = reactions.some((one) => one.name === name && one.people.some((person) => person.id === me.id));
    const answer = await call(mine ? 'DELETE' : 'PUT', `/comments/${id}/reactions/${name}`);
    if (!answer.ok) return notify(say(answer.problem.code));
    await refresh();
  };
}
