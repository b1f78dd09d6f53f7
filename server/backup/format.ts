// The file of a backup. It begins with the line `countersign-backup/1`; behind it stand frames to the last byte, each one byte of
// kind, four of length (big endian) and as many bytes:
//   H  head: JSON {product, migration, takenAt, tables:[{name, columns:[{name, type}]}]}; migration = version of the tables
//   R  rows of the present table: gzip of at most 1 MiB of lines; a line may go on in the next R. Each line is one row: a JSON
//      array with the text of each column as PostgreSQL writes it, or null
//   E  end of this table, the next in the head's order begins: JSON {rows, bytes, sha256} of its lines
//   Z  end of the file: JSON {rows, bytes, sha256}; sha256 of every byte of the file before this frame
// So whoever has a gunzip and an hour can read it without us, every byte is under a digest, and no length is believed.
import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';

export const MAGIC = Buffer.from('countersign-backup/1\n');

export const FRAME = { head: 0x48, rows: 0x52, endOfTable: 0x45, end: 0x5a } as const;
type Kind = (typeof FRAME)[keyof typeof FRAME];

/** Bytes of lines in one R frame. */
export const ROWS_BYTES = 1024 * 1024;
/** What a frame may hold. Lines that do not shrink grow by less than this when packed. */
const LONGEST: Record<Kind, number> = {
  [FRAME.head]: 1024 * 1024,
  [FRAME.rows]: ROWS_BYTES + 16 * 1024,
  [FRAME.endOfTable]: 256,
  [FRAME.end]: 256,
};
export const FRAME_HEAD_BYTES = 5;

/** The file cannot be used; the message is the sentence for the operator. */
export class BackupRefused extends Error {}

export function frameHead(kind: Kind, length: number): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt8(kind);
  head.writeUInt32BE(length, 1);
  return head;
}

/** Null when no frame begins so. */
export function readFrameHead(bytes: Buffer): { kind: Kind; length: number } | null {
  const kind = Object.values(FRAME).find((one) => one === bytes[0]);
  const length = bytes.readUInt32BE(1);
  return kind !== undefined && length <= LONGEST[kind] ? { kind, length } : null;
}

const name = z.string().min(1).max(63);
const columns = z
  .array(z.strictObject({ name, type: z.string().min(1).max(200) }))
  .min(1)
  .max(1600);
const head = z.strictObject({
  product: z.string().max(100),
  migration: z.number().int().positive(),
  takenAt: z.iso.datetime({ precision: 3 }),
  tables: z.array(z.strictObject({ name, columns })).min(1).max(1000),
});
export type BackupHead = z.infer<typeof head>;

/** Null when it is no head. */
export function parseHead(payload: Buffer): BackupHead | null {
  try {
    return head.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    // The caller refuses the file: what exactly is wrong with damaged JSON helps nobody.
    return null;
  }
}

/** Counts lines as they go by. */
export class Tally {
  rows = 0;
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');

  add(lines: Buffer): void {
    this.bytes += lines.length;
    for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) this.rows += 1;
    this.hash.update(lines);
  }

  /** The E frame: the same counts give the same bytes, so that a reader compares bytes. Ends the tally. */
  frame(): Buffer {
    return endOf({ rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') });
  }
}

export const NEWLINE = 0x0a;

export const endOf = (counts: { rows: number; bytes: number; sha256: string }) => Buffer.from(JSON.stringify(counts));
