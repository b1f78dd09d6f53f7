// Running the checks over a text in a test, and reading one rule's hits as the words they mark.

import type { RuleKey } from '../../domain/checks/catalogue';
import type { Finding } from '../../domain/checks/finding';
import { runChecks } from '../../domain/checks/run';
import { type Block, plain } from '../../domain/document/blocks';
import { outlineOf } from '../../domain/document/outline';
import { recognise } from '../../domain/document/recognise';
import { renderText } from '../../domain/document/render';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import type { Template } from '../../domain/template/template';

const templates = new Map(builtinTemplates().map((template) => [template.id, template]));
export const templateOf = (id: string): Template => must(templates.get(id), `template ${id}`);
export const TEAM = templateOf('self-check-2023-team');
export const RETRO = templateOf('retrospective');
export const allTemplates = [...templates.values()];

export function findingsIn(text: string, template: Template = TEAM): Finding[] {
  return runChecks({ text, outline: recognise(text, template), template });
}

/** The findings of a review whose text these blocks are. */
export function findingsOfBlocks(title: string, blocks: readonly Block[], template: Template): Finding[] {
  const { text } = renderText(title, blocks, template);
  return runChecks({ text, outline: outlineOf(title, blocks, template), template });
}

/** The words that the hits of one rule mark. */
export function marked(rule: RuleKey, text: string, template: Template = TEAM): string[] {
  return findingsIn(text, template)
    .filter((finding) => finding.rule === rule)
    .map(({ start, end }) => text.slice(start, end));
}

export const heading = (level: 1 | 2, key: string | null, words: string): Block => ({
  type: 'heading',
  level,
  key,
  id: null,
  runs: plain(words),
});
export const point = (kind: 'problem' | 'cause' | 'measure', words: string): Block => ({
  type: 'point',
  kind,
  id: null,
  runs: plain(words),
});
export const paragraph = (words: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(words) });
