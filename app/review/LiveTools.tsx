// The bar above the text: the editor's tools for those who write, commenting, finding, the count, full screen, and the panes that are shut.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import type { Block } from '../../domain/document/blocks';
import type { ReviewPage } from '../../domain/view';
import type { EditorHandle } from '../editor/EditorView';
import { Button, IconButton } from '../ui/Button';
import { laterPart } from '../ui/later';
import { TextCount } from './editing/TextCount';
import type { Editing } from './editing/useEditing';
import { ModeSwitch } from './suggest/ModeSwitch';
import type { Mode } from './suggest/useMode';
import type { Panes } from './usePanes';

const FindBar = laterPart(() => import('../editor/find/FindBar').then((module) => module.default));
const Toolbar = laterPart(() => import('../editor/Toolbar').then((module) => module.Toolbar));

interface Props {
  page: Pick<ReviewPage, 'title' | 'templateBody'>;
  handle: RefObject<EditorHandle | null>;
  editable: boolean;
  blocks: readonly Block[];
  /** Absent for those who may not comment. */
  onComment?: () => void;
  panes: Pick<Panes, 'set' | 'full' | 'setFull'>;
  editing: Editing;
  /** Where the words are: in full screen the bar that says it is not there. */
  save: ReactNode;
  /** Null where there is nothing to choose: in returned sections one edits. */
  mode: Mode | null;
}

export function LiveTools({ page, handle, editable, blocks, onComment, panes, editing, save, mode }: Props) {
  const t = useTranslations('review');
  const threads = useTranslations('threads');
  const words = useTranslations('editor');
  const { finding } = editing;
  return (
    <>
      <IconButton
        className="open-ol"
        icon="list"
        size="sm"
        label={t('outlineOpen')}
        onClick={() => panes.set('outline', true)}
      />
      {mode && <ModeSwitch mode={mode} />}
      {editable && <Toolbar handle={handle} linking={editing.linking} onLinking={editing.setLinking} />}
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
      <IconButton
        icon="search"
        size="sm"
        label={words('find.open')}
        title={`${words('find.open')} Ctrl F`}
        aria-pressed={finding !== null}
        className={finding ? 'is-on' : undefined}
        onClick={() => (finding ? editing.closeFind() : editing.find(false))}
      />
      {!editable && <span className="grow" />}
      {panes.full && save}
      <TextCount page={page} handle={handle} blocks={blocks} />
      <IconButton
        icon={panes.full ? 'shrink' : 'expand'}
        size="sm"
        label={words(panes.full ? 'fullEnd' : 'full')}
        title={`${words(panes.full ? 'fullEnd' : 'full')} Ctrl Alt F`}
        aria-pressed={panes.full}
        onClick={() => panes.setFull(!panes.full)}
      />
      <IconButton
        className="open-rail"
        icon="comment"
        size="sm"
        label={t('railOpen')}
        onClick={() => panes.set('rail', true)}
      />
      {finding && (
        <FindBar
          handle={handle}
          editable={editable}
          replacing={finding.replacing}
          asked={finding.asked}
          onReplacing={editing.setReplacing}
          onClose={editing.closeFind}
        />
      )}
    </>
  );
}
