// What stands between a text and its freeze: each closed gate with its place, who can open it, and whether it can be waived.
import type { Block } from './document/blocks';
import { unsignableBlocks } from './document/controls';
import type { Unreadable } from './document/layout';
import { isEmpty, sectionAt, sectionsOf } from './document/sections';
import type { Suggestion } from './document/suggestions';
import type { Template } from './template/template';
import { MAX_QUOTE } from './thread';

export type GateRule =
  | 'must-fix'
  | 'pending-suggestion'
  | 'required-part'
  | 'required-dimension'
  | 'required-meta'
  | 'empty-step'
  | 'return-point'
  | 'unknown-content'
  /** The key of an error finding. */
  | (string & {});

export interface Gate {
  rule: GateRule;
  place: {
    sectionKey?: string;
    line?: number;
    threadId?: string;
    metaKey?: string;
    step?: number;
    title?: { zh: string; en: string };
    pointId?: string;
    quote?: string;
  };
  /** Who can open it: people by id, or a role word. */
  who: readonly string[];
  waivable: boolean;
}

/** One override answers all gates of its rule, or of its rule in one section (CONTRACT, actions). */
export interface Override {
  rule: string;
  sectionKey?: string;
  reason: string;
}

/** What the gates are computed from; everything is plain data, so that page, gate list and freeze agree. */
export interface GateInput {
  template: Template;
  blocks: readonly Block[];
  /** What is left out of the blocks because this schema cannot read it (layout.ts); known where the document itself is. */
  unreadable?: readonly Unreadable[];
  meta: Readonly<Record<string, string>>;
  /** Open must-fix threads. */
  mustFix: readonly { id: string; authorId: string; sectionKey: string | null; quote: string }[];
  /** Nobody has decided on them. */
  suggestions: readonly Pick<Suggestion, 'inserted' | 'deleted' | 'block'>[];
  findings: readonly { rule: string; severity: string; line: number; quote?: string }[];
  /** Block index of each line of the rendered text (render.ts); line 1 is the title. */
  lineBlocks: readonly (number | null)[];
  /** Steps of the sign-off that could never pass (signoffPlan.ts). */
  emptySteps: readonly { step: number; title?: { zh: string; en: string }; sectionKey?: string }[];
  /** Points returned with sections that nobody has answered. */
  points?: readonly { id: string; sectionKey: string | null; body: string }[];
}

const OWNER = 'owner';
const WRITERS = [OWNER, 'editor'];

/** GA1-GA5, GA7-GA9: every closed gate before a freeze, with its place and who can open it (PRODUCT "Workflow and sign-off"). */
export function gatesOf(input: GateInput): Gate[] {
  return [
    ...mustFixGates(input),
    ...suggestionGates(input),
    ...structureGates(input),
    ...metaGates(input),
    ...findingGates(input),
    ...stepGates(input),
    ...pointGates(input),
    ...unsignableGates(input),
  ];
}

/** GA1: an open must-fix thread; only its author or the owner settles it; never waived. */
function mustFixGates({ mustFix }: GateInput): Gate[] {
  return mustFix.map((thread) => ({
    rule: 'must-fix',
    place: {
      threadId: thread.id,
      quote: thread.quote,
      ...(thread.sectionKey === null ? {} : { sectionKey: thread.sectionKey }),
    },
    who: [...new Set([thread.authorId, OWNER])],
    waivable: false,
  }));
}

/** GA7: a suggestion that nobody has decided on; who may write decides; never waived. */
function suggestionGates(input: GateInput): Gate[] {
  const gate = inText(input, 'pending-suggestion');
  return input.suggestions.map(({ inserted, deleted, block }) => gate(block, inserted === '' ? deleted : inserted));
}

/** GA9: a character that nobody can sign, and what this schema cannot read, in each block that has one. */
function unsignableGates(input: GateInput): Gate[] {
  const gate = inText(input, 'unknown-content');
  return [...unsignableBlocks(input.blocks), ...(input.unreadable ?? [])].map(({ block, quote }) => gate(block, quote));
}

/** A gate at words of the text that who may write clears, and nobody waives. */
function inText({ blocks, lineBlocks }: GateInput, rule: GateRule): (block: number, words: string) => Gate {
  const sections = sectionsOf(blocks);
  return (block, words) => {
    const line = lineBlocks.indexOf(block) + 1;
    const section = sectionAt(sections, block);
    const quote = words.slice(0, MAX_QUOTE).toWellFormed();
    return {
      rule,
      place: {
        ...(section ? { sectionKey: section.id } : {}),
        ...(line > 0 ? { line } : {}),
        ...(quote === '' ? {} : { quote }),
      },
      who: WRITERS,
      waivable: false,
    };
  };
}

/** GA2: a required part or dimension that is absent or says nothing. */
function structureGates({ template, blocks }: GateInput): Gate[] {
  const sections = sectionsOf(blocks);
  const filled = (id: string) => {
    const own = sections.filter((section) => section.id === id || section.id.startsWith(`${id}/`));
    return own.some((section) => !isEmpty(blocks, section));
  };
  const gate = (rule: GateRule, sectionKey: string): Gate => ({
    rule,
    place: { sectionKey },
    who: WRITERS,
    waivable: true,
  });
  const gates: Gate[] = template.preamble.required && !filled('preamble') ? [gate('required-part', 'preamble')] : [];
  for (const part of template.parts.filter((one) => one.required)) {
    if (!filled(part.id)) gates.push(gate('required-part', part.id));
    else {
      for (const dimension of part.dimensions ?? []) {
        const key = `${part.id}/${dimension.id}`;
        if ((dimension.items?.min ?? 1) > 0 && !filled(key)) gates.push(gate('required-dimension', key));
      }
    }
  }
  return gates;
}

/** GA3: required facts of the review; never waived. */
function metaGates({ template, meta }: GateInput): Gate[] {
  return template.meta
    .filter((field) => field.required && (meta[field.key] ?? '').trim() === '')
    .map((field) => ({ rule: 'required-meta', place: { metaKey: field.key }, who: [OWNER], waivable: false }));
}

/** GA4: every finding of severity error, unless a named person overrides its rule with a reason. */
function findingGates({ findings, lineBlocks, blocks }: GateInput): Gate[] {
  const sections = sectionsOf(blocks);
  return findings
    .filter((finding) => finding.severity === 'error')
    .map((finding) => {
      const block = lineBlocks[finding.line - 1] ?? null;
      const section = block === null ? undefined : sectionAt(sections, block);
      return {
        rule: finding.rule,
        place: {
          line: finding.line,
          ...(section ? { sectionKey: section.id } : {}),
          ...(finding.quote ? { quote: finding.quote } : {}),
        },
        who: WRITERS,
        waivable: true,
      };
    });
}

/** GA5: a step without people, or with fewer than its rule takes, is never passed by nobody; never waived. */
function stepGates({ emptySteps }: GateInput): Gate[] {
  return emptySteps.map(({ step, title, sectionKey }) => ({
    rule: 'empty-step',
    place: { step, ...(title ? { title } : {}), ...(sectionKey === undefined ? {} : { sectionKey }) },
    who: [OWNER],
    waivable: false,
  }));
}

/** GA8: a point that a section was returned with; who may write answers, in words or by mending and saying so; never waived. */
function pointGates({ points = [] }: GateInput): Gate[] {
  return points.map(({ id, sectionKey, body }) => ({
    rule: 'return-point',
    place: {
      pointId: id,
      quote: body.slice(0, MAX_QUOTE).toWellFormed(),
      ...(sectionKey === null ? {} : { sectionKey }),
    },
    who: WRITERS,
    waivable: false,
  }));
}

/** The gates that these overrides leave closed. An override answers its rule everywhere, or in one section. */
export function remaining(gates: readonly Gate[], overrides: readonly Override[]): Gate[] {
  return gates.filter((gate) => !gate.waivable || !overrides.some((one) => answers(one, gate)));
}

/** The overrides that really answer a gate: only those are recorded and shown to signers. */
export function used<T extends Override>(gates: readonly Gate[], overrides: readonly T[]): T[] {
  const distinct = new Map(overrides.map((one) => [`${one.rule}\n${one.sectionKey ?? ''}`, one]));
  return [...distinct.values()].filter((one) => gates.some((gate) => gate.waivable && answers(one, gate)));
}

function answers(override: Override, gate: Gate): boolean {
  return covers(override, { rule: gate.rule, sectionKey: gate.place.sectionKey ?? null });
}

/** Whether an override or a waiver speaks of this rule at this place: everywhere, or in its one section. */
export function covers(
  override: Pick<Override, 'rule' | 'sectionKey'>,
  at: { rule: string; sectionKey: string | null },
): boolean {
  return override.rule === at.rule && (override.sectionKey === undefined || override.sectionKey === at.sectionKey);
}
