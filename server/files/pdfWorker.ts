// The worker in which a PDF is set: one text, one file, then it ends. writePdf.ts bounds its time and memory.
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import { answered } from './inWorker';
import { FontBook, type PdfFonts } from './pdfFonts';
import { type PdfPage, pdfDefinition } from './pdfPage';

export interface PdfWork {
  page: PdfPage;
  fonts: PdfFonts;
}

async function set({ page, fonts }: PdfWork): Promise<Uint8Array> {
  const book = new FontBook(fonts);
  const families = book.families();
  const files = new Set(Object.values(families).flatMap(({ normal }) => (typeof normal === 'string' ? normal : normal[0])));
  pdfmake.setFonts(families);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.has(path));
  return Uint8Array.from(await pdfmake.createPdf(pdfDefinition(page, book)).getBuffer());
}

void answered(() => set(workerData as PdfWork)).then((answer) => parentPort?.postMessage(answer));
