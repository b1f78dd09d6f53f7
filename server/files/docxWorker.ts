// The worker in which a .docx is read: one file, one answer, then it ends. readDocx.ts bounds its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import { docxText } from './docxText';
import { answered } from './inWorker';

const bytes = workerData as Uint8Array;
void answered(() => docxText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))).then((answer) =>
  parentPort?.postMessage(answer),
);
