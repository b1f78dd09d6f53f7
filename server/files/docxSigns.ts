// What the elements of a .docx stand for that hold no text of their own, and which of them are no text of the document.

/**
 * What stands in these is no text of the document: deleted and moved-away words, text boxes, old formatting, field codes,
 * the readings above characters, and the newer twin of something that is also written for older readers.
 */
export const SKIPPED: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:txbxContent',
  'w:rPrChange',
  'w:pPrChange',
  'w:numberingChange',
  'w:instrText',
  'w:delText',
  'w:rt',
  'mc:Choice',
]);

/** Common signs of Word's symbol fonts; others become □, so that nobody signs a gap without seeing it. */
const SYMBOLS: Readonly<Record<string, string>> = {
  F0FE: '☒',
  F0FC: '✓',
  F0A8: '□',
  F06F: '□',
  F052: '☑',
  F0B7: '•',
  F06C: '●',
  F0D8: '➢',
  F0E0: '→',
};

/** What an element of a run that holds no text of its own stands for. */
export function signOf(name: string, attributes: ReadonlyMap<string, string>): string {
  switch (name) {
    case 'w:tab':
    case 'w:ptab':
      return '\t';
    case 'w:br':
    case 'w:cr':
      return '\n';
    case 'w:noBreakHyphen':
      return '\u2011';
    case 'w:sym':
      return symbolOf(attributes.get('w:char') ?? '');
    default:
      return '';
  }
}

function symbolOf(hex: string): string {
  const code = /^[0-9a-f]{4}$/i.test(hex) ? Number.parseInt(hex, 16) : 0xf000;
  const unknown = code < 0x20 || (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfffe;
  return SYMBOLS[hex.toUpperCase()] ?? (unknown ? '□' : String.fromCharCode(code));
}
