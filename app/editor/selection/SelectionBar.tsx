// A small bar over selected words: comment, highlight, link; over the link at the caret: its address, to open or change. A shortcut for
// the mouse; the keyboard has its own and the tool bar.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button, IconButton } from '../../ui/Button';
import { openLink } from '../plugins/follow';
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
  const { left, top, below, marks, href } = place;
  if (href !== null) return <LinkBar at={place} href={href} onLink={onLink} />;
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

/** What is written in the link's words need not be where it leads. */
function LinkBar({ at, href, onLink }: { at: Place; href: string; onLink: () => void }) {
  const t = useTranslations('editor');
  return (
    <div
      className={clsx('pop sel-bar', at.below && 'is-below')}
      role="toolbar"
      aria-label={t('linkHere')}
      style={{ left: at.left, top: at.top }}
      onMouseDown={(event) => event.preventDefault()}
    >
      <span className="clip" title={href}>
        {href}
      </span>
      <Button size="sm" title={`${t('linkOpen')} Alt Enter`} tabIndex={-1} onClick={() => openLink(href)}>
        {t('linkOpen')}
      </Button>
      <IconButton
        icon="pen"
        size="sm"
        label={t('linkChange')}
        title={`${t('linkChange')} Ctrl L`}
        tabIndex={-1}
        onClick={onLink}
      />
    </div>
  );
}
