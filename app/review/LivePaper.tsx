// The live text on its paper.
'use client';
import { useLocale } from 'next-intl';
import { type RefObject, useMemo } from 'react';
import type { Block } from '../../domain/document/blocks';
import { numberBlocks } from '../../domain/document/render';
import type { ReviewPage, ThreadView } from '../../domain/view';
import { type EditorHandle, EditorView } from '../editor/EditorView';
import type { ReviewDoc } from '../editor/useReviewDoc';
import type { ShownFinding } from '../editor/view/shown';
import { guidanceOf } from './guidance';

interface Props {
  page: Pick<ReviewPage, 'title' | 'templateBody'>;
  reviewDoc: ReviewDoc;
  handle: RefObject<EditorHandle | null>;
  editable: boolean;
  blocks: readonly Block[];
  threads: readonly ThreadView[];
  /** Those whose cards stand beside the text. */
  beside: readonly ThreadView[];
  activeThread: string | null;
  onOpenThread: (id: string) => void;
  findings?: readonly ShownFinding[];
  activeFinding?: string | null;
  onFinding?: (key: string | null, how: 'over' | 'press') => void;
  /** Whether words are selected. */
  onSelected: (selected: boolean) => void;
}

export function LivePaper({
  page,
  reviewDoc,
  handle,
  editable,
  blocks,
  threads,
  beside,
  activeThread,
  onOpenThread,
  findings,
  activeFinding,
  onFinding,
  onSelected,
}: Props) {
  const locale = useLocale();
  const template = page.templateBody;
  const numbers = useMemo(() => numberBlocks(blocks, template).map((one) => one.number), [blocks, template]);
  const guidance = useMemo(() => guidanceOf(template, locale), [template, locale]);
  const open = useMemo(
    () =>
      threads
        .filter((thread) => thread.state === 'open')
        .map((thread) => ({ id: thread.id, kind: thread.kind, away: !beside.includes(thread) })),
    [threads, beside],
  );
  return (
    <EditorView
      ref={handle}
      reviewDoc={reviewDoc}
      title={page.title}
      editable={editable}
      numbers={numbers}
      guidance={guidance}
      threads={open}
      activeThread={activeThread}
      onOpenThread={onOpenThread}
      findings={findings}
      activeFinding={activeFinding}
      onFinding={onFinding}
      onSelectionChange={(selection) => onSelected(selection !== null && !selection.empty)}
    />
  );
}
