// The private folder of the server's unix socket: in the data directory, or in the system's temporary folder when the path is too long.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, EmbeddedError } from './error';
import { textOf } from './files';
import { giveTo, type ServerUser } from './user';

/** Only names the socket; nothing listens on TCP. */
export const PORT = 5432;
/** What a socket's path may hold: Linux 107 bytes, macOS 103. */
const PATH_BYTES = 103;
const NOTE = 'socket-folder';

/** A folder (0700, the server's) whose socket has a short enough path; the same one at every start. */
export async function socketFolder(dataDir: string, user: ServerUser | null): Promise<string> {
  const inside = join(dataDir, 'socket');
  if (fits(inside)) {
    if (await claimed(inside, user)) return inside;
    throw new EmbeddedError(`The folder ${inside} is not private to the database: move it away.`);
  }
  const note = join(dataDir, NOTE);
  const remembered = (await textOf(note))?.trim() ?? null;
  if (remembered !== null && (await claimed(remembered, user))) return remembered;
  const temporary = fits(join(tmpdir(), 'countersign-00000000')) ? tmpdir() : '/tmp';
  const fresh = join(temporary, `countersign-${randomBytes(4).toString('hex')}`);
  if (!(await claimed(fresh, user))) throw new EmbeddedError(`No private folder can be made in ${temporary}.`);
  await writeFile(`${note}.new`, fresh, { mode: 0o600 });
  await rename(`${note}.new`, note);
  return fresh;
}

export const socketPath = (folder: string) => join(folder, `.s.PGSQL.${PORT}`);

const fits = (folder: string) => Buffer.byteLength(socketPath(folder)) <= PATH_BYTES;

/** Makes the folder unless it is there. False when it is somebody else's: the temporary folder is open to all. */
async function claimed(folder: string, user: ServerUser | null): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    await giveTo(user, folder);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new EmbeddedError(`The folder ${folder} cannot be made (${codeOf(error)}).`, { cause: error });
    }
  }
  const { uid, mode } = await lstat(folder);
  const folderOfOurs = (mode & 0o170000) === 0o040000 && (uid === process.getuid?.() || uid === user?.uid);
  if (folderOfOurs) await giveTo(user, folder);
  return folderOfOurs && (mode & 0o077) === 0;
}
