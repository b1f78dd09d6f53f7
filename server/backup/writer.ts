// Writing a backup: beside its name, and under it only when every byte is on the disk.
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { syncFolder } from '../../db/embedded/files';
import { type BackupHead, BackupRefused, endOf, FRAME, frameHead, MAGIC, NEWLINE, ROWS_BYTES, Tally } from './format';

const packed = promisify(gzip);
/** Most bytes are hexadecimal of what is packed already: a higher level takes time and brings nothing. */
const LEVEL = 3;

const END_OF_LINE = Buffer.of(NEWLINE);

export interface Written {
  rows: number;
  /** Of rows, unpacked. */
  bytes: number;
  /** Of the file. */
  size: number;
  /** Of the whole file, as `sha256sum` says it. */
  sha256: string;
}

export class BackupWriter {
  private readonly hash = createHash('sha256');
  private table = new Tally();
  /** Lines that wait for a full frame. */
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly total: Omit<Written, 'sha256'> = { rows: 0, bytes: 0, size: 0 };
  private readonly file: FileHandle;
  private readonly path: string;
  private readonly draft: string;

  private constructor(path: string, draft: string, file: FileHandle) {
    this.path = path;
    this.draft = draft;
    this.file = file;
  }

  /**
   * @throws BackupRefused when there is something else under this name than a backup.
   */
  static async create(given: string): Promise<BackupWriter> {
    const path = resolve(given);
    await refuseOther(path);
    const draft = join(dirname(path), `${basename(path)}.${randomBytes(4).toString('hex')}.part`);
    // Password hashes are in it: for the account that made it alone.
    return new BackupWriter(path, draft, await open(draft, 'wx', 0o600));
  }

  async head(head: BackupHead): Promise<void> {
    await this.put(MAGIC);
    await this.frame(FRAME.head, Buffer.from(JSON.stringify(head)));
  }

  async lines(lines: readonly string[]): Promise<void> {
    for (const bytes of [Buffer.from(lines.join('\n')), END_OF_LINE]) {
      this.waiting.push(bytes);
      this.waitingBytes += bytes.length;
    }
    if (this.waitingBytes >= ROWS_BYTES) await this.flush(ROWS_BYTES);
  }

  /** Answers what the table held. */
  async endTable(): Promise<{ rows: number; bytes: number }> {
    await this.flush(1);
    const { table } = this;
    this.table = new Tally();
    await this.frame(FRAME.endOfTable, table.frame());
    this.total.rows += table.rows;
    this.total.bytes += table.bytes;
    return table;
  }

  /** The file has its name when this returns, also after a power cut. */
  async finish(): Promise<Written> {
    const { rows, bytes } = this.total;
    await this.frame(FRAME.end, endOf({ rows, bytes, sha256: this.hash.copy().digest('hex') }));
    await this.file.sync();
    await this.file.close();
    await rename(this.draft, this.path);
    await syncFolder(dirname(this.path));
    return { ...this.total, sha256: this.hash.digest('hex') };
  }

  /** Nothing is left of it. After `finish` there is nothing to leave. */
  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.draft, { force: true });
  }

  private async flush(least: number): Promise<void> {
    const all = Buffer.concat(this.waiting);
    let at = 0;
    for (; all.length - at >= least; at += ROWS_BYTES) {
      const part = all.subarray(at, at + ROWS_BYTES);
      this.table.add(part);
      await this.frame(FRAME.rows, await packed(part, { level: LEVEL }));
    }
    const rest = all.subarray(at);
    this.waiting = rest.length > 0 ? [rest] : [];
    this.waitingBytes = rest.length;
  }

  private async frame(kind: Parameters<typeof frameHead>[0], payload: Buffer): Promise<void> {
    await this.put(Buffer.concat([frameHead(kind, payload.length), payload]));
  }

  private async put(bytes: Buffer): Promise<void> {
    this.hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += (await this.file.write(bytes, at)).bytesWritten;
    this.total.size += bytes.length;
  }
}

/** A new backup takes the place of an old one, and of nothing else. */
async function refuseOther(path: string): Promise<void> {
  let there: FileHandle;
  try {
    there = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await there.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (!buffer.subarray(0, bytesRead).equals(MAGIC))
      throw new BackupRefused(`${path} is there and is no backup: choose another name.`);
  } finally {
    await there.close();
  }
}
