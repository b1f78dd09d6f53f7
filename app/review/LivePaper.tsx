// The live text on its paper.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { type RefObject, useMemo, useState } from 'react';
import * as Y from 'yjs';
import type { Block } from '../../domain/document/blocks';
import { contentOf } from '../../domain/document/layout';
import { numberBlocks } from '../../domain/document/render';
import type { FieldsByPoint, Measure, MeasureField } from '../../domain/fields';
import { must } from '../../domain/must';
import type { ReviewPage, ThreadView } from '../../domain/view';
import { type EditorHandle, EditorView, type SuggestProps } from '../editor/EditorView';
import { repairPointIds } from '../editor/plugins/pointIds';
import type { ReviewDoc } from '../editor/useReviewDoc';
import type { FirstText } from '../editor/view/firstText';
import type { FieldHost } from '../editor/view/hosts';
import type { ShownFinding } from '../editor/view/shown';
import { FieldLine } from './fields/FieldLine';
import { measureAt, useItems } from './fields/useItems';
import { guidanceOf } from './guidance';
import type { Structure } from './useStructure';

interface Props {
  /** The page's first view, which goes on here. */
  first?: FirstText;
  page: Pick<ReviewPage, 'title' | 'templateBody'>;
  reviewDoc: ReviewDoc;
  handle: RefObject<EditorHandle | null>;
  editable: boolean;
  /** Returned sections that alone may be written; null: all may. */
  sections: readonly string[] | null;
  blocks: readonly Block[];
  threads: readonly ThreadView[];
  /** Those whose cards stand beside the text. */
  beside: readonly ThreadView[];
  activeThread: string | null;
  onOpenThread: (id: string) => void;
  findings?: readonly ShownFinding[];
  activeFinding?: string | null;
  onFinding?: (key: string | null, how: 'over' | 'press') => void;
  suggest: SuggestProps;
  fullWidth: boolean;
  /** Absent for those who may not comment. */
  onComment?: (() => void) | undefined;
  onLink: () => void;
  /** Whether words are selected. */
  onSelected: (selected: boolean) => void;
  /** Fields of measures, with markers beside the points; absent for a text alone. */
  fields?: {
    structure: Pick<Structure, 'fields' | 'setFields'>;
    members: ReviewPage['members'];
    /** Why nothing can be changed now; null when it can. */
    blocked: string | null;
  };
}

const NO_FIELDS: FieldsByPoint = {};

export function LivePaper({
  first,
  page,
  reviewDoc,
  handle,
  editable,
  sections,
  blocks,
  threads,
  beside,
  activeThread,
  onOpenThread,
  findings,
  activeFinding,
  onFinding,
  suggest,
  fullWidth,
  onComment,
  onLink,
  onSelected,
  fields,
}: Props) {
  const locale = useLocale();
  const t = useTranslations('fields');
  const template = page.templateBody;
  // The same numbers are the same value: the text is not told of them, and drawn, at every key.
  const told = useMemo(
    () => JSON.stringify(numberBlocks(blocks, template).map((one) => one.number)),
    [blocks, template],
  );
  const numbers = useMemo(() => JSON.parse(told) as string[], [told]);
  const guidance = useMemo(() => guidanceOf(template, locale), [template, locale]);
  const open = useMemo(
    () =>
      threads
        .filter((thread) => thread.state === 'open')
        .map((thread) => ({ id: thread.id, kind: thread.kind, away: !beside.includes(thread) })),
    [threads, beside],
  );
  const items = useItems(blocks, template, fields?.structure.fields ?? NO_FIELDS);
  const { words } = items;
  // Fields are nothing that can be suggested.
  const noFields = suggest.suggestOnly ? t('suggestOnly') : suggest.suggesting ? t('suggesting') : null;
  const [picking, setPicking] = useState<{ id: string; field: MeasureField } | null>(null);
  const fieldLine = (host: FieldHost) => {
    const measure = measureAt(items, host);
    if (!fields || !measure) return null;
    const open = (field: MeasureField | null) => setPicking(field && { id: idOf(reviewDoc.doc, measure), field });
    const { id } = measure;
    return (
      <FieldLine
        label={words.label('measure', measure.n)}
        fields={measure.fields}
        wanted={measure.wanted}
        writes={editable && !suggest.suggestOnly}
        live={{
          blocked: editable ? (noFields ?? fields.blocked) : null,
          open: noFields === null && picking !== null && picking.id === id ? picking.field : null,
          onOpen: open,
          leave: host.leave,
          picker: {
            pointId: id,
            members: fields.members,
            onSet: (change) => fields.structure.setFields(must(id, 'a picker opens with an id'), change),
          },
        }}
      />
    );
  };
  return (
    <EditorView
      ref={handle}
      first={first}
      reviewDoc={reviewDoc}
      title={page.title}
      editable={editable}
      sections={sections}
      numbers={numbers}
      guidance={guidance}
      threads={open}
      activeThread={activeThread}
      items={fields ? words : null}
      fieldLine={fieldLine}
      onOpenThread={onOpenThread}
      findings={findings}
      activeFinding={activeFinding}
      onFinding={onFinding}
      suggest={suggest}
      fullWidth={fullWidth}
      onComment={onComment}
      onLink={onLink}
      onSelectionChange={(selection) => onSelected(selection !== null && !selection.empty)}
    />
  );
}

/** A point that came without an id of its own gets one before something is kept under it. */
function idOf(doc: Y.Doc, { id, block }: Measure): string {
  if (id !== null) return id;
  repairPointIds(contentOf(doc));
  const point = contentOf(doc).get(block);
  return must(point instanceof Y.XmlElement ? point.getAttribute('id') : null, 'every point has an id now');
}
