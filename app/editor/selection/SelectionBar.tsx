// A small bar over selected words: comment, highlight, link. A shortcut for the mouse; the keyboard has its own and the tool bar.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { IconButton } from '../../ui/Button';
import type { EditorHandle } from '../view/handle';
import { markCommand } from '../view/tools';
import { type Place, watchPlace } from './place';

interface Props {
  handle: EditorHandle;
  editable: boolean;
  /** Absent for those who may not comment. */
  onComment?: (() => void) | undefined;
  onLink: () => void;
}

export default function SelectionBar({ handle, editable, onComment, onLink }: Props) {
  const t = useTranslations('editor');
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => watchPlace(handle, setPlace), [handle]);
  if (!place || (!editable && !onComment)) return null;
  const { left, top, below, marks } = place;
  return (
    <div
      className={clsx('pop sel-bar', below && 'is-below')}
      role="toolbar"
      aria-label={t('selection')}
      style={{ left, top }}
      onMouseDown={(event) => event.preventDefault()}
    >
      {onComment && (
        <IconButton
          icon="comment-plus"
          size="sm"
          label={t('comment')}
          title={`${t('comment')} Ctrl Alt M`}
          tabIndex={-1}
          onClick={onComment}
        />
      )}
      {editable && (
        <>
          <IconButton
            icon="highlight"
            size="sm"
            label={t('mark.highlight')}
            className={marks.includes('highlight') ? 'is-on' : undefined}
            aria-pressed={marks.includes('highlight')}
            tabIndex={-1}
            onClick={() => handle.tools.run(markCommand('highlight'))}
          />
          <IconButton
            icon="link"
            size="sm"
            label={t('link')}
            title={`${t('link')} Ctrl L`}
            tabIndex={-1}
            onClick={onLink}
          />
        </>
      )}
    </div>
  );
}
