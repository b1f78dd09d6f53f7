// The worker in which a PDF is set: one text, one file, then it ends. writePdf.ts bounds its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import { answered } from './inWorker';
import type { PdfFonts } from './pdfFonts';
import type { PdfPage } from './pdfPage';
import { setPdf } from './setPdf';

const { page, fonts } = workerData as { page: PdfPage; fonts: PdfFonts };
void answered(() => setPdf(page, fonts)).then((answer) => parentPort?.postMessage(answer));
