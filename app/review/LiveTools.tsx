// The bar above the text: the editor's tools for those who write, commenting, the count, and the panes that are shut.
'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useMemo } from 'react';
import type { Block } from '../../domain/document/blocks';
import { wordsOf } from '../../domain/document/sections';
import type { EditorHandle } from '../editor/EditorView';
import { Toolbar } from '../editor/Toolbar';
import { Button, IconButton } from '../ui/Button';
import { ModeSwitch } from './suggest/ModeSwitch';
import type { Mode } from './suggest/useMode';
import type { Panes } from './usePanes';

interface Props {
  handle: RefObject<EditorHandle | null>;
  editable: boolean;
  blocks: readonly Block[];
  /** Absent for those who may not comment. */
  onComment?: () => void;
  panes: Pick<Panes, 'set'>;
  mode: Mode;
}

export function LiveTools({ handle, editable, blocks, onComment, panes, mode }: Props) {
  const t = useTranslations('review');
  const threads = useTranslations('threads');
  const n = useMemo(
    () => blocks.reduce((sum, block) => sum + Array.from(wordsOf(block).replaceAll(/\s/g, '')).length, 0),
    [blocks],
  );
  return (
    <>
      <IconButton
        className="open-ol"
        icon="list"
        size="sm"
        label={t('outlineOpen')}
        onClick={() => panes.set('outline', true)}
      />
      <ModeSwitch mode={mode} />
      {editable && <Toolbar handle={handle} />}
      {onComment && (
        // The press must not take the selection out of the text before it is read.
        <Button
          variant="ghost"
          size="sm"
          icon="comment-plus"
          title="Ctrl Alt M"
          onPointerDown={(event) => event.preventDefault()}
          onClick={onComment}
        >
          {threads('newOn')}
        </Button>
      )}
      <span className="grow" />
      <span className="count">{t('count', { n })}</span>
      <IconButton
        className="open-rail"
        icon="comment"
        size="sm"
        label={t('railOpen')}
        onClick={() => panes.set('rail', true)}
      />
    </>
  );
}
