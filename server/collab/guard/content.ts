// Reading the content of one struct from the bytes: only the kinds that honest documents of this schema hold.
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { MAX_LENGTH, MAX_MARK_JSON, MAX_NAME, MAX_VALUES, off, over } from './limits';

/** Low five bits of a struct's first byte in Yjs' encoding. */
export const REF = { gc: 0, deleted: 1, string: 4, format: 6, type: 7, any: 8 } as const;
const TYPE_REF = { element: 3, text: 6 } as const;

export type Content = Y.ContentDeleted | Y.ContentString | Y.ContentFormat | Y.ContentType | Y.ContentAny;

/** @throws Refusal for a kind that no honest frame holds: JSON, binary, embeds, sub-documents, Skip, and what is to come. */
export function readContent(decoder: decoding.Decoder, ref: number): Content {
  switch (ref) {
    case REF.deleted:
      return new Y.ContentDeleted(readLength(decoder));
    case REF.string:
      return new Y.ContentString(readText(decoder, MAX_LENGTH));
    case REF.format:
      return new Y.ContentFormat(readText(decoder, MAX_NAME), readMark(decoder));
    case REF.type:
      return readType(decoder);
    case REF.any:
      return new Y.ContentAny(readValues(decoder));
    default:
      throw off(`content kind ${ref}`);
  }
}

/** lib0's own readUint8 answers undefined past the end. */
export function readByte(decoder: decoding.Decoder): number {
  if (decoder.pos >= decoder.arr.length) throw off('ends too early');
  return decoding.readUint8(decoder);
}

/** A number of clocks: 1 to MAX_LENGTH. Zero would make the document unreadable for ever (danger 2). */
export function readLength(decoder: decoding.Decoder): number {
  const length = decoding.readVarUint(decoder);
  if (length < 1 || length > MAX_LENGTH) throw off(`length ${length}`);
  return length;
}

/** Text of at most `max` UTF-16 code units; bytes that are no UTF-8 throw in lib0. */
export function readText(decoder: decoding.Decoder, max: number): string {
  const text = decoding.readVarString(decoder);
  if (text.length > max) throw off(`a text of ${text.length} where ${max} is the most`);
  return text;
}

function readMark(decoder: decoding.Decoder): object {
  return JSON.parse(readText(decoder, MAX_MARK_JSON));
}

function readType(decoder: decoding.Decoder): Y.ContentType {
  const ref = decoding.readVarUint(decoder);
  if (ref === TYPE_REF.element) return new Y.ContentType(new Y.XmlElement(readText(decoder, MAX_NAME)));
  if (ref === TYPE_REF.text) return new Y.ContentType(new Y.XmlText());
  throw off(`shared type ${ref}`);
}

function readValues(decoder: decoding.Decoder): unknown[] {
  const count = decoding.readVarUint(decoder);
  if (count > MAX_VALUES) throw over(`${count} values in one attribute`);
  const values: unknown[] = [];
  for (let i = 0; i < count; i++) values.push(readScalar(decoder));
  return values;
}

/** The plain values of lib0's `any` encoding. Nothing nested: no attribute of the schema needs it, and nesting is a recursion. */
function readScalar(decoder: decoding.Decoder): unknown {
  const tag = readByte(decoder);
  switch (tag) {
    case 127:
      return undefined;
    case 126:
      return null;
    case 125:
      return decoding.readVarInt(decoder);
    case 124:
      return decoding.readFloat32(decoder);
    case 123:
      return decoding.readFloat64(decoder);
    case 121:
      return false;
    case 120:
      return true;
    case 119:
      return decoding.readVarString(decoder);
    default:
      throw off(`attribute value of kind ${tag}`);
  }
}
