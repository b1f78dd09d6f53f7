// The bell: how many threads hold something unread; what is behind it comes with the first press.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useShell } from '../shell/context';
import { Icon } from '../ui/Icon';
import { later, useLater } from '../ui/later';
import './inbox.css';

const behind = later(() => import('./BellPopover'));

export function Bell() {
  const t = useTranslations('inbox');
  const { unread } = useShell();
  const here = useLater(behind);
  const [pressed, setPressed] = useState(false);
  const label = unread ? t('bellN', { n: unread }) : t('bell');
  const press = () => {
    behind.ask(() => setPressed(false));
    setPressed(true);
  };
  const signs = (
    <>
      <Icon name="bell" />
      {Boolean(unread) && (
        <b className="bell-n" aria-hidden="true">
          {unread && unread > 99 ? '99+' : unread}
        </b>
      )}
    </>
  );
  const looks = { type: 'button', className: 'icon-btn', 'aria-label': label, title: label } as const;
  if (pressed && here) return <here.BellPopover trigger={<button {...looks}>{signs}</button>} />;
  return (
    <button {...looks} aria-haspopup="dialog" aria-expanded={false} onPointerEnter={behind.fetch} onClick={press}>
      {signs}
    </button>
  );
}
