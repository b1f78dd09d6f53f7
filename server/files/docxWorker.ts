// The worker in which a .docx is read: one file, one answer, then it ends. readDocx.ts bounds its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import { type Refusal, Refused } from '../../domain/refusal';
import { docxText } from './docxText';

export type DocxAnswer = { text: string } | { refusal: Refusal };

function answer(bytes: Uint8Array): DocxAnswer {
  try {
    return { text: docxText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

parentPort?.postMessage(answer(workerData as Uint8Array));
