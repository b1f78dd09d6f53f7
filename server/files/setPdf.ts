// Setting a page description into the bytes of a PDF. Synchronous work of a second or more: pdfWorker runs it.
import pdfmake from 'pdfmake';
import { FontBook, type PdfFonts } from './pdfFonts';
import { type PdfPage, pdfDefinition } from './pdfPage';

/** No address is fetched and no file read but the fonts. @throws Refused as `pdfDefinition`. */
export async function setPdf(page: PdfPage, fonts: PdfFonts): Promise<Uint8Array> {
  const book = new FontBook(fonts);
  const families = book.families();
  const files = new Set(
    Object.values(families).flatMap(({ normal }) => (typeof normal === 'string' ? normal : normal[0])),
  );
  pdfmake.setFonts(families);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.has(path));
  return Uint8Array.from(await pdfmake.createPdf(pdfDefinition(page, book)).getBuffer());
}
