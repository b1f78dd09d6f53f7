// A comment that the server does not have yet: its words, why, and what its writer can do about it.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MAX_COMMENT } from '../../../domain/thread';
import { useRefusalWords } from '../../client/useCall';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { seen } from '../../ui/seen';
import { Tag } from '../../ui/Tag';
import { AutoText } from './AutoText';
import { useTalk } from './talk';
import type { Unsent } from './unsent';
import { useWords } from './useWords';

export function UnsentTag({ item }: { item: Unsent }) {
  const t = useTranslations('threads');
  const { blocked } = useTalk();
  // On its way to a server that is there: nothing is wrong yet.
  if (item.refused === null && !blocked) return <span className="faint">{t('sending')}</span>;
  return (
    <Tag meaning="reserve" icon="cloud-up">
      {t('unsent')}
    </Tag>
  );
}

/** `tagged`: the frame around it says already that it is unsent. */
export function UnsentWords({ item, tagged, size = 20 }: { item: Unsent; tagged?: boolean; size?: 20 | 28 }) {
  const t = useTranslations('threads');
  const say = useRefusalWords();
  const { me, outbox } = useTalk();
  const [editing, setEditing] = useState(false);
  return (
    <div className="msg is-unsent">
      <Avatar name={me.name} colour={me.colour} size={size} />
      <div className="msg-h">
        <b>{me.name}</b>
        <Day at={item.at} near />
        {!tagged && <UnsentTag item={item} />}
      </div>
      {editing ? <Rewording item={item} onClose={() => setEditing(false)} /> : <p>{seen(item.words.body)}</p>}
      {item.refused && <p className="error">{t('unsentWhy', { why: say(item.refused) })}</p>}
      {!editing && (
        <div className="th-f">
          <Button size="sm" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => outbox.discard(item.key)}>
            {t('discard')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rewording({ item, onClose }: { item: Unsent; onClose: () => void }) {
  const t = useTranslations('threads');
  const { outbox } = useTalk();
  const { words, empty, field } = useWords(item.words.body);
  const save = () => {
    const next = words();
    if (!next) return;
    outbox.change(item.key, next);
    onClose();
  };
  return (
    <div className="th-foot msg-edit">
      <AutoText
        {...field}
        className="input"
        label={t('edit')}
        placeholder={t('body')}
        maxLength={MAX_COMMENT}
        autoFocus
        onSend={save}
      />
      <div className="th-f">
        <span className="grow" />
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" disabled={empty} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
