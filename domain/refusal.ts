// Every reason to say no, once: its code, its HTTP status; its words stand in words/*.json under `refusal.<code>`.
import type { Gate } from './gates';

const STATUS = {
  'bad-request': 400,
  'bad-json': 400,
  'unknown-field': 400,
  'unknown-meta': 400,
  'bad-anchor': 400,
  'anchor-too-long': 400,
  'quote-not-found': 400,
  'weak-password': 400,
  unsigned: 401,
  'wrong-credentials': 401,
  'wrong-password': 403,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  /** Not found, said to who may bring it back. */
  'in-bin': 404,
  'link-spent': 404,
  'method-not-allowed': 405,
  taken: 409,
  'wrong-stage': 409,
  'gates-closed': 409,
  'digest-moved': 409,
  'already-decided': 409,
  'not-your-turn': 409,
  'nothing-to-withdraw': 409,
  'last-owner': 409,
  'last-admin': 409,
  'verifier-is-owner': 409,
  'section-open': 409,
  'objection-stands': 409,
  'already-asked': 409,
  'step-needs-people': 409,
  'bad-plan': 400,
  'reminded-today': 409,
  'reminded-enough': 409,
  'moved-on': 409,
  'was-frozen': 409,
  retained: 409,
  'nothing-asked': 409,
  'second-person': 409,
  'still-here': 409,
  'unknown-content': 409,
  unrecorded: 409,
  'idempotency-mismatch': 422,
  'too-large': 413,
  'unsupported-type': 415,
  'unreadable-text': 422,
  'unreadable-file': 422,
  unprintable: 422,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'reason-needed': 400,
  'not-built': 400,
  internal: 500,
  unavailable: 503,
} as const;

export type RefusalCode = keyof typeof STATUS;

export interface Refusal {
  code: RefusalCode;
  /** The field or path that is wrong, for a person who can mend it. */
  field?: string;
  /** A sentence for developers; never shown untranslated, never with a secret. */
  detail?: string;
  gates?: readonly Gate[];
  /** Seconds after which to try again (429, 503). */
  retryAfter?: number;
}

export function statusOf(code: RefusalCode): number {
  return STATUS[code];
}

/** For commands that stop in the middle of a transaction: throwing it rolls everything back, `run` turns it into a Result. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(code: RefusalCode, detail: Omit<Refusal, 'code'> = {}) {
    super(code);
    this.refusal = { code, ...detail };
  }
}
