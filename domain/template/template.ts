// A template as data: parts, dimensions, numbering, limits, sign-off steps. Parsed strictly once; immutable by id and version.
import { z } from 'zod';

export const NUMBERINGS = [
  'cn-dun',
  'cn-paren',
  'cn-shi',
  'cn-yao',
  'arabic-dot',
  'arabic-paren',
  'arabic-dot-2',
  'bullet',
  'none',
] as const;
export type Numbering = (typeof NUMBERINGS)[number];

export const PART_ROLES = [
  'problems',
  'causes',
  'measures',
  'follow-up',
  'context',
  'positive',
  'timeline',
  'other',
] as const;
export type PartRole = (typeof PART_ROLES)[number];

const words = z.strictObject({ zh: z.string(), en: z.string() });
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/);
const count = z.number().int().min(0).max(1_000_000);
const severity = z.enum(['error', 'warn', 'info']);
const label = { key: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/), label: words };
const numbering = z.strictObject({
  part: z.enum(NUMBERINGS),
  dimension: z.enum(NUMBERINGS).optional(),
  item: z.enum(NUMBERINGS).optional(),
});
const range = z.strictObject({ min: count, max: count });

const dimension = z.strictObject({
  id,
  title: words,
  aliases: z.array(z.string()).optional(),
  /** Words, joined by |, that tell what a text without the name is about. Never compiled. */
  keywords: z.string().optional(),
  guidance: words.optional(),
  items: range.optional(),
  body: range.optional(),
});

const part = z.strictObject({
  id,
  role: z.enum(PART_ROLES),
  title: words,
  required: z.boolean(),
  source: z.literal('ledger-of-previous-review').optional(),
  structure: z.enum(['dimensions', 'items', 'prose', 'table']),
  maxChars: count.optional(),
  numbering: numbering.optional(),
  dimensionMode: z.literal('free').optional(),
  dimensionSuffix: words.optional(),
  dimensions: z.array(dimension).optional(),
  emptyDimension: z.literal('must-state-none').optional(),
  columns: z.array(z.string()).optional(),
  rowsMin: count.optional(),
  ordered: z.string().optional(),
  item: z
    .strictObject({
      min: count.optional(),
      max: count.optional(),
      titleMaxChars: count.optional(),
      minChars: count.optional(),
      maxChars: count.optional(),
      fields: z.array(z.string()).optional(),
      enums: z.record(z.string(), z.array(z.string())).optional(),
      guidance: words.optional(),
    })
    .optional(),
  links: z.strictObject({ to: z.string(), coverage: z.enum(['dimension', 'item', 'none']), severity }).optional(),
});

const people = z.number().int().min(1).max(200);
const share = z.strictObject({ num: z.number().int().min(1).max(1000), den: z.number().int().min(1).max(1000) });
const objectionBlocks = z.boolean().optional();
const stepRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('quorum'), min: people.optional(), share: share.optional(), objectionBlocks }),
  z.strictObject({ kind: z.literal('any'), objectionBlocks }),
  z.strictObject({ kind: z.literal('each-group'), min: people }),
]);
/** A row, a record and a digest can hold it. */
const text = z
  .string()
  .max(200)
  .refine((one) => one.isWellFormed() && !one.includes('\u0000'), 'whole characters');
const named = z.strictObject({
  personId: z.uuid(),
  group: text.trim().min(1).optional(),
  scope: z.array(text.min(1)).min(1).max(100).optional(),
});

/** One step of a sign-off, as a template or an owner plans it; what its parts mean together is judged by signoffPlan.ts. */
export const signoffStep = z.strictObject({
  key: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .optional(),
  order: z.number().int().min(1).max(20),
  title: z.strictObject({ zh: text, en: text }),
  who: z.union([z.enum(['signatories', 'head']), z.strictObject({ people: z.array(named).max(200) })]),
  rule: stepRule,
  issues: z.boolean().optional(),
});

const template = z.strictObject({
  schema: z.literal(1),
  id,
  version: z.number().int().min(1),
  kind: z.enum(['individual', 'team']),
  name: words,
  locales: z.array(z.enum(['zh', 'en'])).min(1),
  /** With `{key}` for facts of `meta`. */
  title: words,
  meta: z.array(
    z.strictObject({
      ...label,
      required: z.boolean().optional(),
      type: z.enum(['text', 'date', 'datetime', 'year', 'people', 'enum']).optional(),
      enum: z.array(z.string()).optional(),
    }),
  ),
  salutation: z.strictObject({ mode: z.enum(['none', 'optional']), default: words.optional() }),
  preamble: z.strictObject({
    required: z.boolean(),
    maxChars: count.optional(),
    guidance: words.optional(),
    mustMention: z.array(z.strictObject({ id, zh: z.string(), en: z.string() })).optional(),
  }),
  parts: z.array(part).min(1).max(100),
  closing: z.strictObject({
    mode: z.literal('optional'),
    byline: z.enum(['author', 'org']).optional(),
    date: z.boolean().optional(),
  }),
  /** Patterns of the built-in templates only: those are our own code. */
  evidence: z.strictObject({ scope: z.literal('dimension'), min: count, severity, zh: z.string(), en: z.string() }),
  limits: z.strictObject({
    longSentence: count,
    longSentenceUnit: z.literal('words').optional(),
    totalChars: z.strictObject({ min: count.nullable(), max: count.nullable() }).optional(),
    shares: z.array(z.strictObject({ parts: z.array(id), min: z.number().min(0).max(1) })).optional(),
  }),
  forbid: z.strictObject({ voice: words.nullable().optional(), stale: z.array(z.string()).optional() }),
  ledger: z.strictObject({
    columns: z.array(z.strictObject(label)),
    states: z.array(z.string()),
    closeNeeds: z.array(z.string()),
  }),
  workflow: z.strictObject({
    anchor: z.string(),
    milestones: z.array(
      z.strictObject({
        id,
        name: words,
        dueDays: z.number().int().optional(),
        artefact: z.string().optional(),
        quorum: z.strictObject({ num: count, den: count }).optional(),
      }),
    ),
    signoff: z.strictObject({
      steps: z.array(signoffStep).min(1).max(20),
      decisions: z.array(z.enum(['agree', 'reserve', 'object', 'abstain'])),
      delegate: z.boolean().optional(),
    }),
  }),
});

export type Template = z.infer<typeof template>;
export type TemplatePart = Template['parts'][number];
export type TemplateDimension = NonNullable<TemplatePart['dimensions']>[number];

/** The template in this JSON value. @throws ZodError naming the path of what is wrong; unknown fields are wrong. */
export function parseTemplate(value: unknown): Template {
  return template.parse(value);
}
