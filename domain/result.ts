// A decision is a value: either what follows from it, or the refusal that says why not.
import type { Refusal } from './refusal';

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refused(code: Refusal['code'], detail: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...detail } };
}
