// Danger 10: lib0 before 0.2.119 answers a message that is too short with the memory beside it. Such a one is not started with.
import { createDecoder, readFloat32, readVarUint8Array } from 'lib0/decoding';

/** A length of 64 with three bytes behind it, and a number of four bytes in two. */
const SHORT = [
  () => readVarUint8Array(createDecoder(Uint8Array.of(64, 1, 2, 3))),
  () => readFloat32(createDecoder(new Uint8Array(new ArrayBuffer(64), 0, 2))),
];

/** @throws Error with a sentence for the operator. A lockfile alone does not hold who installs without it. */
export function refuseLeakyLib0(): void {
  if (!SHORT.every(throws))
    throw new Error('The installed lib0 reads beyond the end of a message: install what package-lock.json names.');
}

function throws(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch {
    // As it should.
    return true;
  }
}
