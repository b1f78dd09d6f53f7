// Starting programs as the user that PostgreSQL runs as, with nothing of our environment.
import { execFile, type SpawnOptions } from 'node:child_process';
import type { ServerUser } from './user';

/** PostgreSQL reads PG* variables, and our secrets are not its business: it gets these and no others. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Who, where from, and with which environment; `cwd` is a folder that everybody may stand in. */
export function runAs(user: ServerUser | null): Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'> {
  // Node's type demands the NODE_ENV that Next adds to it; PostgreSQL has no use for one.
  const env = ENVIRONMENT as unknown as NodeJS.ProcessEnv;
  return user === null ? { cwd: '/', env } : { cwd: '/', env, uid: user.uid, gid: user.gid };
}

export interface Ran {
  ok: boolean;
  output: string;
  /** The last thing said to standard error, or why it could not be started at all. */
  complaint: string;
}

/** Runs to the end. A failure is an answer, not an exception. */
export function run(program: string, args: readonly string[], user: ServerUser | null): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, [...args], { ...runAs(user), encoding: 'utf8' }, (error, output, stderr) => {
      const said = stderr.trim().split('\n').at(-1) ?? '';
      resolve({ ok: error === null, output, complaint: said || (error?.message ?? '') });
    });
  });
}
