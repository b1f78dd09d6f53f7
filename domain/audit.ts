// The record for administrators: its kinds in the groups by which they look for them (what stands before the dot), and what of it is nobody's words.
import type { Json } from './jcs';

export const AUDIT_KINDS = {
  review: ['created', 'renamed', 'meta-changed', 'restored', 'binned', 'unbinned', 'removed', 'purged'],
  purge: ['asked', 'withdrawn'],
  member: ['set', 'removed'],
  owner: ['replaced'],
  stage: ['changed'],
  'break-glass': ['opened'],
  thread: ['opened', 'replied', 'resolved', 'reopened', 'assigned', 'moved'],
  comment: ['edited', 'taken-back', 'hidden', 'unhidden', 'reacted'],
  waiver: ['given', 'withdrawn'],
  suggestion: ['decided'],
  text: ['cleaned-up'],
  section: ['set'],
  fields: ['set'],
  version: ['frozen', 'named', 'renamed', 'restored'],
  decision: ['made', 'withdrawn'],
  signoff: ['planned', 'changed', 'due', 'cancelled', 'completed'],
  signer: ['reminded'],
  sections: ['returned'],
  step: ['returned'],
  point: ['answered'],
  copy: ['refused'],
  export: ['made', 'record'],
  session: ['opened', 'ended'],
  'sign-in': ['limited'],
  password: ['changed'],
  token: ['made', 'revoked'],
  link: ['made', 'taken'],
  person: ['created', 'disabled', 'enabled', 'admin-set', 'absent', 'back'],
  profile: ['changed'],
  setup: ['done', 'renamed', 'phrase-added', 'phrase-removed'],
  backup: ['restored'],
  key: ['rotated', 'bad'],
} as const;

export type AuditGroup = keyof typeof AUDIT_KINDS;
export const AUDIT_GROUPS = Object.keys(AUDIT_KINDS) as AuditGroup[];

export function isAuditGroup(text: string): text is AuditGroup {
  return Object.hasOwn(AUDIT_KINDS, text);
}

/** What administrators wrote about the end of a review: theirs to read when nobody is a member of it any more (BN9). */
export function isOfAdministrators(kind: string): boolean {
  return kind === 'review.purged' || kind.startsWith('purge.');
}

/** PK21: what nobody with a name does but the operator, at the command line. */
const BY_OPERATOR = ['export.record', 'key.rotated', 'key.bad', 'backup.restored', 'review.restored'];

/** Who did what bears no name. */
export function namelessActor(kind: string): 'operator' | 'server' {
  return BY_OPERATOR.includes(kind) ? 'operator' : 'server';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * PO7: what of an event's body is no words: numbers, yes and no, ids, digests. Judged by the value and not by the kind, so that an event
 * of tomorrow tells nothing either. Undefined when nothing is left.
 */
export function factsIn(body: Json): Json | undefined {
  if (typeof body === 'string') return UUID.test(body) || DIGEST.test(body) ? body : undefined;
  if (typeof body === 'number' || typeof body === 'boolean') return body;
  if (body === null) return undefined;
  if (Array.isArray(body)) {
    const left = body.flatMap((one) => factsIn(one) ?? []);
    return left.length > 0 ? left : undefined;
  }
  const left = Object.entries(body).flatMap(([key, value]): [string, Json][] => {
    const facts = value === undefined ? undefined : factsIn(value);
    return facts === undefined ? [] : [[key, facts]];
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}
