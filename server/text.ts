// The live text of a review as the rules see it: blocks, rendered lines, outline, findings, gates. Reading never changes it.
import type * as Y from 'yjs';
import type { Queries } from '../db/queries/db';
import type { ReviewRow } from '../db/queries/reviews';
import { setPhrases } from '../db/queries/setPhrases';
import { fieldsOf } from '../db/queries/structure';
import type { Finding } from '../domain/checks/finding';
import { runChecks } from '../domain/checks/run';
import type { Block } from '../domain/document/blocks';
import { readableBlocks, type Unreadable } from '../domain/document/layout';
import { outlineOf } from '../domain/document/outline';
import { type Rendered, renderText } from '../domain/document/render';
import { sectionsOf } from '../domain/document/sections';
import { pendingSuggestions, type Suggestion } from '../domain/document/suggestions';
import type { FieldsByPoint } from '../domain/fields';
import { type Gate, gatesOf } from '../domain/gates';
import type { Template } from '../domain/template/template';
import type { Signing } from './signing';

export interface LiveText {
  blocks: Block[];
  /** What the blocks leave out. */
  unreadable: Unreadable[];
  rendered: Rendered;
  /** Pending; the blocks show their insertions and not their deletions. */
  suggestions: Suggestion[];
}

/** What the document says now. Unknown nodes are left out of the blocks and told beside them; the freeze refuses them (GA9). */
export function liveText(doc: Y.Doc, title: string, template: Template): LiveText {
  const { blocks, unreadable } = readableBlocks(doc);
  return {
    blocks,
    unreadable,
    rendered: renderText(title, blocks, template),
    suggestions: pendingSuggestions(doc),
  };
}

/** What stands beside the text of a review: the organisation's set phrases, and the fields of its measures. */
export interface BesideText {
  phrases: readonly string[];
  fields: FieldsByPoint;
}

export async function besideOf(db: Queries, reviewId: string): Promise<BesideText> {
  return { phrases: (await setPhrases(db)).map(({ phrase }) => phrase), fields: await fieldsOf(db, reviewId) };
}

export function findingsOf(title: string, text: LiveText, template: Template, beside: BesideText): Finding[] {
  const outline = outlineOf(title, text.blocks, template, beside.fields);
  return runChecks({ text: text.rendered.text, outline, template, phrases: beside.phrases });
}

/** The gates of a review over this text, what stands beside it and these open threads. */
export function gatesOfText(
  review: ReviewRow,
  template: Template,
  text: LiveText,
  beside: BesideText,
  openThreads: readonly { id: string; kind: string; createdBy: string; sectionKey: string | null; quote: string }[],
  signing: Signing,
): Gate[] {
  return gatesOf({
    template,
    blocks: text.blocks,
    unreadable: text.unreadable,
    meta: review.meta,
    mustFix: openThreads
      .filter((thread) => thread.kind === 'must-fix')
      .map((thread) => ({ ...thread, authorId: thread.createdBy })),
    suggestions: text.suggestions,
    findings: findingsOf(review.title, text, template, beside),
    lineBlocks: text.rendered.lines.map((line) => line.block),
    emptySteps: signing.emptySteps(sectionsOf(text.blocks).map(({ id }) => id)),
    points: signing.points,
  });
}
