// Reading a backup: nothing of the file is believed before its digest, and no more of it is held than one frame.
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  type BackupHead,
  BackupRefused,
  endOf,
  FRAME,
  FRAME_HEAD_BYTES,
  MAGIC,
  parseHead,
  ROWS_BYTES,
  readFrameHead,
  Tally,
} from './format';

const unpacked = promisify(gunzip);

export interface Read {
  rows: number;
  bytes: number;
  size: number;
  /** Of the whole file. */
  sha256: string;
}

export type Part =
  | { kind: 'rows'; lines: Buffer }
  /** Of the next table in the head's order. */
  | { kind: 'end of table'; rows: number; bytes: number };

/** One way through the file, from its first byte to its last. Whatever is not as written is thrown as BackupRefused. */
export class BackupReader {
  private readonly path: string;
  private readonly file: FileHandle;
  private readonly size: number;
  private readonly hash: Hash = createHash('sha256');
  private at = 0;
  private tables = 0;
  private readonly total = { rows: 0, bytes: 0 };

  private constructor(path: string, file: FileHandle, size: number) {
    this.path = path;
    this.file = file;
    this.size = size;
  }

  /** Reads from the beginning; whoever opened the file closes it. */
  static async over(path: string, file: FileHandle): Promise<{ reader: BackupReader; head: BackupHead }> {
    const reader = new BackupReader(path, file, (await file.stat()).size);
    return { reader, head: await reader.head() };
  }

  private async head(): Promise<BackupHead> {
    const magic = this.size >= MAGIC.length ? await this.take(MAGIC.length) : Buffer.alloc(0);
    if (!magic.equals(MAGIC)) {
      const later = /^countersign-backup\/\d+\n/.test(magic.toString('latin1'));
      throw new BackupRefused(
        later
          ? `${this.path} is a backup of a newer version of Countersign: restore it with that one.`
          : `${this.path} is no backup of Countersign.`,
      );
    }
    const { kind, payload } = await this.frame();
    const head = kind === FRAME.head ? parseHead(payload) : null;
    return head ?? this.damaged();
  }

  /** Everything behind the head, in order; `parts` must be taken to its end, which answers what was read. */
  async *parts(head: BackupHead): AsyncGenerator<Part, Read> {
    let tally = new Tally();
    for (;;) {
      const before = this.hash.copy();
      const { kind, payload } = await this.frame();
      if (kind === FRAME.rows && this.tables < head.tables.length) {
        const lines = await this.unpack(payload);
        tally.add(lines);
        yield { kind: 'rows', lines };
      } else if (kind === FRAME.endOfTable && this.tables < head.tables.length) {
        if (!tally.frame().equals(payload)) this.damaged();
        const { rows, bytes } = tally;
        this.tables += 1;
        this.total.rows += rows;
        this.total.bytes += bytes;
        yield { kind: 'end of table', rows, bytes };
        tally = new Tally();
      } else if (kind === FRAME.end && this.tables === head.tables.length) {
        if (!endOf({ ...this.total, sha256: before.digest('hex') }).equals(payload)) this.damaged();
        if (this.at !== this.size) this.damaged();
        return { ...this.total, size: this.size, sha256: this.hash.digest('hex') };
      } else this.damaged();
    }
  }

  private async unpack(payload: Buffer): Promise<Buffer> {
    try {
      return await unpacked(payload, { maxOutputLength: ROWS_BYTES });
    } catch {
      return this.damaged();
    }
  }

  private async frame() {
    const head = this.at + FRAME_HEAD_BYTES <= this.size ? readFrameHead(await this.take(FRAME_HEAD_BYTES)) : null;
    // What the file does not hold is not made room for.
    if (!head || this.at + head.length > this.size) return this.damaged();
    return { kind: head.kind, payload: await this.take(head.length) };
  }

  private async take(length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    for (let got = 0; got < length; ) {
      const { bytesRead } = await this.file.read(bytes, got, length - got, this.at + got);
      if (bytesRead === 0) this.damaged();
      got += bytesRead;
    }
    this.at += length;
    this.hash.update(bytes);
    return bytes;
  }

  private damaged(): never {
    throw new BackupRefused(
      `${this.path} is damaged or not whole (at byte ${this.at.toLocaleString('en')} of ${this.size.toLocaleString('en')}): nothing was changed.`,
    );
  }
}

/** Opens the file for `work` and closes it again. @throws BackupRefused when it cannot be opened. */
export async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw new BackupRefused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
  try {
    if (!(await file.stat()).isFile()) throw new BackupRefused(`${path} is no file.`);
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Reads all of it and keeps nothing. @throws BackupRefused. */
export async function checkBackup(path: string, file: FileHandle): Promise<{ head: BackupHead; read: Read }> {
  const { reader, head } = await BackupReader.over(path, file);
  const parts = reader.parts(head);
  for (let next = await parts.next(); ; next = await parts.next()) if (next.done) return { head, read: next.value };
}
