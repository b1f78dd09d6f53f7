// An upload as text: the content type says what it should be, its first bytes say what it is, and both have to agree.
import { Refused } from '../../domain/refusal';
import { UPLOAD_CHARACTERS, UPLOAD_LIMIT } from './limits';
import { readDocx } from './readDocx';
import { readText } from './readText';
import { signatureOf } from './signature';

export { UPLOAD_LIMIT };

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TEXTS: readonly string[] = ['text/plain', 'text/markdown'];

/**
 * The words of a text/plain, text/markdown or .docx body, line ends as they are (a .docx has LF), without a leading U+FEFF.
 * Nothing is fetched, stored or run. @throws Refused `unsupported-type`, `unreadable-text`, `unreadable-file`, `too-large`,
 * `unavailable` when too many uploads wait.
 */
export async function readUpload(bytes: Uint8Array, contentType: string): Promise<string> {
  if (bytes.length > UPLOAD_LIMIT) throw new Refused('too-large', { detail: `limit ${UPLOAD_LIMIT} bytes` });
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== DOCX && !TEXTS.includes(type))
    throw new Refused('unsupported-type', { field: 'content-type', detail: 'text/plain, text/markdown or .docx' });
  const signature = signatureOf(bytes);
  if (signature === 'encrypted-office')
    throw new Refused('unreadable-file', { detail: 'the file is encrypted with a password' });
  if (signature !== null && signature !== 'zip')
    throw new Refused('unsupported-type', { detail: `the bytes are ${signature}` });
  if (type === DOCX && signature !== 'zip')
    throw new Refused('unreadable-file', { detail: 'the bytes are not a .docx' });
  if (type !== DOCX && signature === 'zip')
    throw new Refused('unsupported-type', {
      field: 'content-type',
      detail: 'the bytes are a zip archive; a .docx needs its own content type',
    });
  const text = type === DOCX ? await readDocx(bytes) : readText(bytes);
  if (text.length > UPLOAD_CHARACTERS)
    throw new Refused('too-large', { detail: `limit ${UPLOAD_CHARACTERS} characters` });
  return text;
}
