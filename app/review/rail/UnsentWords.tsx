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
import { notify } from '../../ui/Toast';
import { AutoText } from './AutoText';
import { editKey } from './begun';
import { useTalk } from './talk';
import type { Unsent } from './unsent';
import { useTooLong } from './useTooLong';
import { useBrought, useWords } from './useWords';

/** Why the server finds no place for a comment. */
const NO_PLACE = ['bad-anchor', 'anchor-too-long'];

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
  const { me, begun, outbox, selected } = useTalk();
  const key = editKey(item.key);
  const [editing, setEditing] = useState(() => begun.get(key) !== undefined);
  useBrought(key, () => setEditing(true));
  const tooLong = useTooLong();
  // Its place is none, whatever it says: it waits for another one.
  const isNowhere = item.target.kind === 'open' && NO_PLACE.includes(item.refused ?? '');
  const place = () => {
    const at = selected();
    if (!at) return notify(t('selectFirst'));
    const long = tooLong(at.quote);
    if (long) return notify(long);
    outbox.place(item.key, at);
  };
  const discard = () => {
    begun.set(key, null);
    outbox.discard(item.key);
  };
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
          {isNowhere && (
            <Button size="sm" icon="target" onClick={place}>
              {t('draftHere')}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={discard}>
            {t('discard')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rewording({ item, onClose }: { item: Unsent; onClose: () => void }) {
  const t = useTranslations('threads');
  const { begun, outbox } = useTalk();
  const key = editKey(item.key);
  const { words, empty, field } = useWords(item.words.body, key);
  const [fresh] = useState(() => begun.get(key) === undefined);
  const close = () => {
    begun.set(key, null);
    onClose();
  };
  const save = () => {
    const next = words();
    if (!next) return;
    outbox.change(item.key, next);
    close();
  };
  return (
    <div className="th-foot msg-edit">
      <AutoText
        {...field}
        className="input"
        label={t('edit')}
        placeholder={t('body')}
        maxLength={MAX_COMMENT}
        autoFocus={fresh}
        onSend={save}
      />
      <div className="th-f">
        <span className="grow" />
        <Button size="sm" variant="ghost" onClick={close}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" disabled={empty} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
