// What may be done with a whole thread beside answering and settling it: its address, who is to settle it, other words.
'use client';
import { useTranslations } from 'next-intl';
import type { ThreadView } from '../../../domain/view';
import { copyText } from '../../client/clipboard';
import { IconButton } from '../../ui/Button';
import { Menu, MenuItem } from '../../ui/Menu';
import { notify } from '../../ui/Toast';
import { threadAddress } from './address';
import { useTalk } from './talk';

interface Props {
  thread: ThreadView;
  onAssign: () => void;
  size?: 'sm' | 'touch';
}

export function ThreadMenu({ thread, onAssign, size = 'sm' }: Props) {
  const t = useTranslations('threads');
  const { reviewId, blocked, move } = useTalk();
  const copy = async () => {
    const address = threadAddress(window.location.origin, reviewId, thread.id);
    notify((await copyText(address)) ? t('linkCopied') : address);
  };
  const online = (act: () => void) => (blocked ? notify(blocked) : act());
  return (
    <Menu label={t('threadMenu')} trigger={<IconButton icon="more" size={size} label={t('threadMenu')} />}>
      <MenuItem icon="link" onSelect={() => void copy()}>
        {t('copyLink')}
      </MenuItem>
      {thread.may.steer && (
        <MenuItem icon="user" onSelect={() => online(onAssign)}>
          {t('assign')}
        </MenuItem>
      )}
      {thread.may.steer && (
        <MenuItem icon="target" onSelect={() => online(() => move(thread.id))}>
          {t('move')}
        </MenuItem>
      )}
    </Menu>
  );
}
