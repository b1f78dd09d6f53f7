// The worker in which a PDF is set, or a text is asked for characters that no font has: one answer, then it ends. writePdf.ts bounds
// its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import { answered } from './inWorker';
import { FontBook, type PdfFonts } from './pdfFonts';
import { type PdfPage, printedText } from './pdfPage';
import { setPdf } from './setPdf';

const { page, texts, fonts } = workerData as { page?: PdfPage; texts: readonly string[]; fonts: PdfFonts };
void answered<Uint8Array | string[]>(() =>
  page ? setPdf(page, fonts) : new FontBook(fonts).missing(texts.map(printedText)),
).then((answer) => parentPort?.postMessage(answer));
