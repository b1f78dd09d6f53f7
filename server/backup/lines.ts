// From pieces of text to whole lines, a bounded lot at a time.
import { BackupRefused, NEWLINE } from './format';

/** One row: a document of 20 MiB stands twice in a version, in hexadecimal. What is longer was not written by us. */
const LONGEST_BYTES = 256 * 1024 * 1024;
/** One statement carries about so much. */
const LOT_BYTES = 1024 * 1024;
const LOT_LINES = 1000;

export class Lines {
  private readonly begun: Buffer[] = [];
  private begunBytes = 0;
  private lot: string[] = [];
  private lotBytes = 0;

  /** Adds a piece; answers the lots that became full. @throws BackupRefused at an endless line. */
  *add(piece: Buffer): Iterable<string[]> {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, from)) {
      this.begin(piece.subarray(from, at));
      this.lot.push(Buffer.concat(this.begun).toString('utf8'));
      this.lotBytes += this.begunBytes;
      this.begun.length = 0;
      this.begunBytes = 0;
      from = at + 1;
      if (this.lotBytes >= LOT_BYTES || this.lot.length >= LOT_LINES) yield this.rest();
    }
    this.begin(piece.subarray(from));
  }

  /** The lines that are left at the end of a table. @throws BackupRefused when the last one has no end. */
  end(): string[] {
    if (this.begunBytes > 0) throw new BackupRefused('The backup holds half a row: nothing was changed.');
    return this.rest();
  }

  private begin(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.begun.push(bytes);
    this.begunBytes += bytes.length;
    if (this.begunBytes > LONGEST_BYTES)
      throw new BackupRefused('The backup holds a row without an end: nothing was changed.');
  }

  private rest(): string[] {
    const { lot } = this;
    this.lot = [];
    this.lotBytes = 0;
    return lot;
  }
}
