// What a route is: one row of data and one handler; the table is walked by the router, by OpenAPI and by the tests.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '../../domain/actor';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { PeopleNeeds } from '../commands/people/needs';
import type { Once } from '../commands/run';
import type { Needs } from '../needs';
import type { Answer } from './http';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Context {
  needs: Needs & PeopleNeeds;
  params: Readonly<Record<string, string>>;
  /** First value of each; a repeated key is refused before it gets here. */
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  bytes: Uint8Array;
  contentType: string;
  idempotencyKey: string | null;
  /** Method and path of the route as the table has it. */
  route: string;
  /** The peer's address: limits of sign-in. */
  address: string;
}

interface Common {
  method: Method;
  /** Below /api/v1, with `:name` for parameters. */
  path: string;
  /** One sentence for OpenAPI. */
  summary: string;
  /** Names of the query parameters it takes; others are refused. */
  query?: readonly string[];
  /** `json` (default for methods with a body) or raw `bytes`. */
  body?: 'json' | 'bytes';
  /** Largest body in bytes; 256 KiB when absent. */
  limit?: number;
  /** How many of these are read and handled at once; the others wait before a byte of their body is taken. */
  atOnce?: number;
  /** The schema by which the command parses the body: what is described is what is taken. */
  request?: z.ZodType;
  /** Success status and what it answers, in words. */
  answers: string;
}

export type Route =
  | (Common & { open: true; handle(context: Context): Promise<Answer> })
  | (Common & { open?: false; handle(context: Context, actor: Actor): Promise<Answer> });

/** The value of a result, or its refusal thrown for the router to answer. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refused(result.refusal.code, result.refusal);
}

export const json = (status: number, value: unknown): Answer => ({ status, json: value });
export const nothing: Answer = { status: 204 };

export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`route has no parameter ${name}`);
  return value;
}

/**
 * The request as one that may be repeated, by its Idempotency-Key: the same route, parameters and bytes are the same question. Where they
 * hold a password it is the rest of the body: no digest of one is kept.
 */
export function once({ idempotencyKey: key, route, params, body, bytes }: Context, actor: Actor): Once {
  if (key === null) return null;
  const { password, ...asked } = body;
  const hash = createHash('sha256')
    .update(JSON.stringify([route, params]))
    .update(password === undefined ? bytes : JSON.stringify(asked));
  return { personId: actor.personId, key, askedSha256: hash.digest('hex') };
}
