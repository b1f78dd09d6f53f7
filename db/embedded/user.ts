// Whom PostgreSQL runs as: it refuses root, so root hands it to a user without rights.
import { chmod, lchown, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, EmbeddedError } from './error';
import { ownerOf } from './files';
import { run } from './run';

export interface ServerUser {
  uid: number;
  gid: number;
  name: string;
}

/** Tried in this order when the cluster does not say. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * Null: whoever runs the app. As root: the owner of the cluster, or else the first of the unprivileged users that exists.
 * @throws EmbeddedError when there is none, or when the cluster belongs to somebody else than who runs the app.
 */
export async function serverUser(cluster: string): Promise<ServerUser | null> {
  const me = process.getuid?.();
  const owner = await ownerOf(cluster);
  if (me !== 0) {
    if (owner === null || owner.uid === me) return null;
    throw new EmbeddedError(`The database in ${cluster} belongs to user ${owner.uid}: start Countersign as that user.`);
  }
  const known = await knownUsers();
  if (owner !== null && owner.uid !== 0) {
    return { ...owner, name: known.find(({ uid }) => uid === owner.uid)?.name ?? String(owner.uid) };
  }
  const user = UNPRIVILEGED.flatMap((name) => known.find((one) => one.name === name) ?? [])[0];
  if (user) return user;
  throw new EmbeddedError(
    `PostgreSQL refuses to run as root, and there is no user ${UNPRIVILEGED.join(' or ')} here: start Countersign as a user without rights.`,
  );
}

/** @throws EmbeddedError naming the first folder on the way that `user` may not pass, and the command that lets it. */
export async function requireWay(folder: string, user: ServerUser | null): Promise<void> {
  if (user === null || (await mayPass(folder, user))) return;
  if (!(await mayPass('/', user))) {
    throw new EmbeddedError(
      `PostgreSQL refuses to run as root, and root may not become user ${user.name} here: start Countersign as a user without rights.`,
    );
  }
  for (const step of wayTo(folder)) {
    if (await mayPass(step, user)) continue;
    throw new EmbeddedError(
      `Started as root, Countersign runs PostgreSQL as user ${user.name}, who cannot reach the data directory ${folder}: ` +
        `allow passing with "chmod o+x '${step}'", or choose another COUNTERSIGN_DATA, or start as a user without rights.`,
    );
  }
}

/** Gives `path` to the user; a folder with everything in it. Nothing happens when we are not root. */
export async function giveTo(user: ServerUser | null, path: string): Promise<void> {
  if (user === null) return;
  await lchown(path, user.uid, user.gid);
  if (!(await stat(path)).isDirectory()) return;
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** Makes a folder that exists private to the user (PostgreSQL refuses any other), also after a copy by hand. */
export async function makePrivate(user: ServerUser | null, folder: string): Promise<void> {
  try {
    await chmod(folder, 0o700);
    const misses = user !== null && [folder, join(folder, 'global', 'pg_control')].map((path) => ownerOf(path));
    if (misses && (await Promise.all(misses)).some((owner) => owner?.uid !== user?.uid)) await giveTo(user, folder);
  } catch (error) {
    throw new EmbeddedError(`The folder ${folder} cannot be made private (${codeOf(error)}).`, { cause: error });
  }
}

async function knownUsers(): Promise<ServerUser[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  // macOS writes nobody as -2, the system calls take it unsigned.
  return lines.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }));
}

/** Asked of the system itself, which alone knows about access lists and mounts. */
async function mayPass(folder: string, user: ServerUser): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)).ok;
}

/** `/`, `/a`, `/a/b` of `/a/b`. */
function wayTo(folder: string): string[] {
  const up = dirname(folder);
  return up === folder ? [folder] : [...wayTo(up), folder];
}
