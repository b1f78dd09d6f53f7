// Over the text while a thread waits for the words that it is to stand on. Esc gives up.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { notify } from '../../ui/Toast';
import { useTooLong } from './useTooLong';

interface Props {
  threadId: string;
  /** Whether words are selected in the text. */
  selected: boolean;
  anchor: () => { from: unknown; to: unknown; quote: string } | null;
  /** After it stands on other words. */
  onMoved: () => void;
  onCancel: () => void;
}

export function MoveBar({ threadId, selected, anchor, onMoved, onCancel }: Props) {
  const t = useTranslations('threads');
  const tooLong = useTooLong();
  const { busy, words, run } = useCall();
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      onCancel();
    };
    window.addEventListener('keydown', leave, true);
    return () => window.removeEventListener('keydown', leave, true);
  }, [onCancel]);
  const attach = async () => {
    const place = anchor();
    if (!place) return;
    const long = tooLong(place.quote);
    if (long) return notify(long);
    const answer = await run('PUT', `/threads/${threadId}/place`, { anchor: { from: place.from, to: place.to } });
    if (answer.ok) onMoved();
  };
  return (
    <div className="move-bar" role="status">
      <Icon name="target" />
      <p className="grow">{words ?? t(selected ? 'moveReady' : 'moveHow')}</p>
      <Button
        size="sm"
        variant="primary"
        busy={busy}
        disabled={!selected}
        // Pressing must not take the selection away before it is read.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => void attach()}
      >
        {t('moveVerb')}
      </Button>
      <Button size="sm" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}
