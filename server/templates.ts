// The template store: built-in templates written at start, immutable rows parsed once and kept.
import type { Queries } from '../db/queries/db';
import { insertTemplate, newestTemplates, type TemplateRow, templateRow } from '../db/queries/templates';
import { type Json, jcs, sha256Hex, utf8 } from '../domain/jcs';
import { must } from '../domain/must';
import { builtinTemplates } from '../domain/template/builtin';
import { parseTemplate, type Template } from '../domain/template/template';
import type { TemplateCard } from '../domain/view';
import type { TemplateStore } from './needs';

/** Writes the built-in templates that are not there yet; rows that are there never change. */
export async function writeBuiltinTemplates(db: Queries): Promise<void> {
  for (const template of builtinTemplates()) {
    const body = template as unknown as Json;
    await insertTemplate(db, {
      id: template.id,
      version: template.version,
      body,
      sha256: sha256Hex(utf8(jcs(body))),
      builtin: true,
    });
  }
}

export function createTemplateStore(db: Queries): TemplateStore {
  const parsed = new Map<string, { template: Template; sha256: string }>();
  const keep = (row: TemplateRow) => {
    const key = `${row.id}@${row.version}`;
    const found = parsed.get(key) ?? { template: parseTemplate(row.body), sha256: row.sha256 };
    parsed.set(key, found);
    return found;
  };
  return {
    get: async (id, version) =>
      parsed.get(`${id}@${version}`) ??
      keep(must(await templateRow(db, id, version), `template ${id} ${version} of a review exists`)),
    newest: async (id) => (await newestTemplates(db)).filter((row) => row.id === id).map(keep)[0] ?? null,
    all: async () => (await newestTemplates(db)).map(keep),
  };
}

/** What the gallery shows of a template. */
export function cardOf(template: Template): TemplateCard {
  return {
    id: template.id,
    version: template.version,
    name: template.name,
    title: template.title,
    kind: template.kind,
    meta: template.meta.map((field) => ({
      key: field.key,
      label: field.label,
      type: field.type ?? 'text',
      required: field.required ?? false,
      ...(field.enum ? { options: field.enum } : {}),
    })),
    parts: template.parts.map((part) => ({
      key: part.id,
      title: part.title,
      dimensions: (part.dimensions ?? []).map((one) => ({ key: one.id, ...one.title })),
    })),
    steps: template.workflow.signoff.steps,
  };
}
