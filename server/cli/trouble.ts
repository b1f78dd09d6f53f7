// What a command says when it fails: one sentence for what an operator can do something about, a trace for the rest.
import { NothingToBackUp } from '../../db/backup/dump';
import { EmbeddedError } from '../../db/embedded/supervisor';
import { DatabaseTooNew } from '../../db/migrate';
import { ConnectionLost } from '../../db/transactions';
import { BackupRefused } from '../backup/format';
import { WrongEnvironment } from '../env';
import { Interrupted } from './backup';

export class Usage extends Error {}

/** Errors whose message is the one sentence for the operator. */
const SENTENCES = [
  Usage,
  EmbeddedError,
  DatabaseTooNew,
  WrongEnvironment,
  BackupRefused,
  NothingToBackUp,
  ConnectionLost,
  Interrupted,
];

/** What the disk and the database say by a code. Each of these commands does all of its work or nothing. */
const CODES: Record<string, string> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  EFBIG: 'The file may not become so large here',
  EACCES: 'The folder or file may not be written by this account',
  EROFS: 'The file system may not be written',
  EISDIR: 'There is a folder of that name',
  '53100': 'The disk of the database is full',
  '55P03': 'Somebody holds a table of the database for themselves; try again when they are through',
  '40P01': 'The database was busy with the same rows; try again',
  '2BP01': 'Something else in this database depends on its tables',
  '42501': 'The account of the database may not do this',
  ECONNREFUSED: 'The database does not answer',
  ECONNRESET: 'The database went away meanwhile',
};

/** What a path that leads nowhere says; it may have been meant as a file or as a folder. */
const MISSING = ['ENOENT', 'ENOTDIR'];

export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (SENTENCES.some((kind) => error instanceof kind)) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  const words = MISSING.includes(code) ? `There is no file or folder ${placeIn(error)}` : CODES[code];
  return words ? `${words} (${code}): nothing was changed.` : (error.stack ?? error.message);
}

function placeIn(error: Error): string {
  return 'path' in error && typeof error.path === 'string' ? error.path : 'of this name';
}
