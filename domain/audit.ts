// The kinds of the record, in the groups by which an administrator looks for them: what stands before the dot.

export const AUDIT_KINDS = {
  review: ['created', 'renamed', 'meta-changed', 'restored'],
  member: ['set', 'removed'],
  stage: ['changed'],
  'break-glass': ['opened'],
  thread: ['opened', 'replied', 'resolved', 'reopened', 'assigned', 'moved'],
  comment: ['edited', 'taken-back', 'reacted'],
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
  export: ['made'],
  session: ['opened', 'ended'],
  'sign-in': ['limited'],
  password: ['changed'],
  token: ['made', 'revoked'],
  link: ['made', 'taken'],
  person: ['created', 'disabled', 'enabled', 'admin-set'],
  profile: ['changed'],
  setup: ['done', 'renamed', 'phrase-added', 'phrase-removed'],
  backup: ['restored'],
} as const;

export type AuditGroup = keyof typeof AUDIT_KINDS;
export const AUDIT_GROUPS = Object.keys(AUDIT_KINDS) as AuditGroup[];

export function isAuditGroup(text: string): text is AuditGroup {
  return Object.hasOwn(AUDIT_KINDS, text);
}
