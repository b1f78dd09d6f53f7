// The phone's comments: a button over selected text, and the sheet.
'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/Button';
import type { Panes } from '../usePanes';
import { ThreadSheet } from './ThreadSheet';
import type { Talking } from './useTalking';

interface Props {
  talking: Talking;
  panes: Panes;
  /** Whether words are selected in the text. */
  selected: boolean;
  mayComment: boolean;
}

export function PhoneComments({ talking, panes, selected, mayComment }: Props) {
  const t = useTranslations('threads');
  const { comments, outbox, send } = talking;
  if (panes.phone !== 'comments') {
    return selected && mayComment && !comments.moving ? (
      // Pressing must not take the selection away before it is read.
      <Button
        className="m-new"
        variant="primary"
        size="touch"
        icon="comment-plus"
        onPointerDown={(event) => event.preventDefault()}
        onClick={comments.start}
      >
        {t('newOn')}
      </Button>
    ) : null;
  }
  const close = () => {
    comments.leaveDraft();
    comments.open(null);
    panes.show('text');
  };
  return (
    <ThreadSheet
      comments={comments}
      unsent={outbox.items}
      mayComment={mayComment}
      onSend={(draft, words, kind) => {
        send(draft, words, kind);
        panes.show('text');
      }}
      onClose={close}
    />
  );
}
