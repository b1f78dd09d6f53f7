// What may be done with one comment: answering without words, its author's own two acts, and those of an administrator.
'use client';
import { useTranslations } from 'next-intl';
import { REACTIONS } from '../../../domain/thread';
import type { CommentView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';
import { IconButton } from '../../ui/Button';
import { Menu, MenuItem } from '../../ui/Menu';
import { notify } from '../../ui/Toast';
import { REACTION_ICONS } from './reactionIcons';
import { useTalk } from './talk';

/** What a message shows beside its words, or in place of them. */
export type Shows = 'words' | 'edit' | 'earlier' | 'takeBack' | 'hide';

interface Props {
  comment: CommentView;
  onReact: (name: string) => Promise<void>;
  onShow: (what: Shows) => void;
}

export function MessageMenu({ comment, onReact, onShow }: Props) {
  const t = useTranslations('threads');
  const { blocked } = useTalk();
  const unhide = useUnhide(comment.id);
  const { may, author } = comment;
  const label = t('commentMenu', { name: author.name });
  const online = (act: () => void) => (blocked ? notify(blocked) : act());
  const showAgain = () => {
    onShow('words');
    void unhide();
  };
  return (
    <Menu label={label} trigger={<IconButton icon="more" size="sm" label={label} />}>
      {may.react &&
        REACTIONS.map((name) => (
          <MenuItem key={name} icon={REACTION_ICONS[name]} onSelect={() => void onReact(name)}>
            {t(`reaction.${name}`)}
          </MenuItem>
        ))}
      {may.change && (
        <MenuItem icon="pen" onSelect={() => onShow('edit')}>
          {t('edit')}
        </MenuItem>
      )}
      {may.takeBack && (
        <MenuItem icon="trash" danger onSelect={() => online(() => onShow('takeBack'))}>
          {t('takeBack')}
        </MenuItem>
      )}
      {may.hide && (
        <MenuItem icon="shield" danger onSelect={() => online(() => onShow('hide'))}>
          {t('hide')}
        </MenuItem>
      )}
      {may.unhide && (
        <MenuItem icon="history" onSelect={() => onShow('earlier')}>
          {t('hiddenWords')}
        </MenuItem>
      )}
      {may.unhide && (
        <MenuItem icon="eye" onSelect={() => online(showAgain)}>
          {t('unhide')}
        </MenuItem>
      )}
    </Menu>
  );
}

/** An administrator lets the words be seen again. */
function useUnhide(commentId: string): () => Promise<void> {
  const { refresh } = useTalk();
  const say = useRefusalWords();
  return async () => {
    const answer = await call('DELETE', `/comments/${commentId}/hidden`);
    if (!answer.ok) return notify(say(answer.problem.code));
    await refresh();
  };
}
