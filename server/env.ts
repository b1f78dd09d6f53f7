// The environment, parsed once: the only file that reads process.env. A wrong value stops the start with one sentence.
import { resolve } from 'node:path';
import { z } from 'zod';

/** A value of the environment that cannot be used; its message is the one sentence for the operator. */
export class WrongEnvironment extends Error {}

export interface Env {
  port: number;
  host: string;
  dataDir: string;
  /** Public address without a trailing slash; null = http://localhost and the port that is listened on. */
  publicUrl: string | null;
  databaseUrl: string | null;
  /** Fan-out between several nodes; only with databaseUrl. */
  redisUrl: string | null;
  /** What this node does. */
  roles: ReadonlySet<NodeRole>;
  secret: string | null;
  admin: { email: string; password: string } | null;
  pgBin: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Frames a second per connection; 0 = unlimited. */
  frameRate: number;
  /** Requests a minute per token; 0 = unlimited. */
  apiRate: number;
  development: boolean;
}

/** web: pages and /api. collab: the sockets of /collab. worker: housekeeping. */
const NODE_ROLES = ['web', 'collab', 'worker'] as const;
export type NodeRole = (typeof NODE_ROLES)[number];

const port = z.coerce.number().int().min(0).max(65535);
const rate = z.coerce.number().int().min(0).max(1_000_000);
const EXAMPLES = ['change-me', 'changeme', 'secret', 'example', 'your-secret-here', 'replace-me', 'countersign'];

/** @throws WrongEnvironment naming the variable and what it takes. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env: Env = {
    port: read(source, 'PORT', port, 3000),
    host: read(source, 'HOST', z.string().min(1), '127.0.0.1'),
    dataDir: resolve(read(source, 'COUNTERSIGN_DATA', z.string().min(1), './data')),
    publicUrl: publicUrl(read(source, 'COUNTERSIGN_URL', z.string(), null)),
    databaseUrl: read(source, 'DATABASE_URL', z.string().regex(/^postgres(ql)?:\/\//), null),
    redisUrl: redisUrl(read(source, 'REDIS_URL', z.string(), null)),
    roles: rolesOf(source),
    secret: read(source, 'COUNTERSIGN_SECRET', z.string().min(32), null),
    admin: adminOf(source),
    pgBin: read(source, 'COUNTERSIGN_PG_BIN', z.string().min(1), null),
    logLevel: read(source, 'LOG_LEVEL', z.enum(['debug', 'info', 'warn', 'error']), 'info'),
    frameRate: read(source, 'COUNTERSIGN_FRAME_RATE', rate, 60),
    apiRate: read(source, 'COUNTERSIGN_API_RATE', rate, 600),
    development: source.NODE_ENV === 'development',
  };
  if (
    env.secret &&
    EXAMPLES.some((word) =>
      env.secret
        ?.toLowerCase()
        .replaceAll(/[^a-z-]/g, '')
        .startsWith(word),
    )
  ) {
    throw new WrongEnvironment('COUNTERSIGN_SECRET is a known example value; set 32 or more random characters.');
  }
  if (env.databaseUrl && !env.secret) {
    throw new WrongEnvironment('COUNTERSIGN_SECRET is required with DATABASE_URL; set 32 or more random characters.');
  }
  if (env.redisUrl && !env.databaseUrl) {
    throw new WrongEnvironment('REDIS_URL needs DATABASE_URL: several nodes share one outside database.');
  }
  if (env.roles.size < NODE_ROLES.length && !env.databaseUrl) {
    throw new WrongEnvironment('ROLES needs DATABASE_URL: nodes that share the work share one outside database.');
  }
  for (const [name, what] of Object.entries(NOT_YET)) {
    if (source[name]) throw new WrongEnvironment(`${name} is set, but this version has no ${what} yet; unset it.`);
  }
  return env;
}

/** Named in the contract, built later: an operator who counts on one must not find out by losing something. */
const NOT_YET = { SMTP_URL: 'mail', OIDC_ISSUER: 'single sign-on' };

function read<T, D>(source: NodeJS.ProcessEnv, name: string, type: z.ZodType<T>, fallback: D): T | D {
  const value = source[name];
  if (value === undefined || value === '') return fallback;
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new WrongEnvironment(`${name} is not usable: ${parsed.error.issues[0]?.message ?? 'wrong value'}.`);
}

function adminOf(source: NodeJS.ProcessEnv): Env['admin'] {
  const email = read(source, 'COUNTERSIGN_ADMIN_EMAIL', z.email(), null);
  const password = read(source, 'COUNTERSIGN_ADMIN_PASSWORD', z.string().min(10), null);
  if (!email && !password) return null;
  if (!email || !password)
    throw new WrongEnvironment('COUNTERSIGN_ADMIN_EMAIL and COUNTERSIGN_ADMIN_PASSWORD go together.');
  return { email, password };
}

/** Names nothing of the value: it may hold a password. */
function redisUrl(value: string | null): string | null {
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^rediss?:$/.test(url.protocol) || !url.hostname || !/^\/?\d*$/.test(url.pathname)) {
    throw new WrongEnvironment(
      'REDIS_URL is not usable: it takes redis://host:port or rediss://user:password@host:port.',
    );
  }
  return value;
}

/** Unlike other variables an empty one is wrong: a node that does nothing is a mistake. */
function rolesOf(source: NodeJS.ProcessEnv): Env['roles'] {
  if (source.ROLES === undefined) return new Set(NODE_ROLES);
  const named = source.ROLES.split(',').map((word) => word.trim());
  const roles = NODE_ROLES.filter((role) => named.includes(role));
  if (named.some((word) => !NODE_ROLES.some((role) => role === word)))
    throw new WrongEnvironment(`ROLES is not usable: it takes one or more of ${NODE_ROLES.join(',')}.`);
  return new Set(roles);
}

function publicUrl(value: string | null): string | null {
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new WrongEnvironment(
      'COUNTERSIGN_URL is not usable: it takes http(s)://host or http(s)://host:port and nothing more.',
    );
  }
  return url.origin;
}

/** Sets what next-auth and Next read by themselves; here because no other file touches process.env (STACK trap 9). */
export function exportToLibraries(publicAddress: string, secret: string): void {
  process.env.AUTH_URL = publicAddress;
  process.env.AUTH_SECRET = secret;
  process.env.AUTH_TRUST_HOST = 'true';
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  // React and Next choose their production code by it; only `npm run dev` says otherwise.
  if (process.env.NODE_ENV !== 'development') (process.env as Record<string, string>).NODE_ENV = 'production';
}
