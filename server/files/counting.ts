// Numbers written as Word's number formats write them: 一, ①, iv, b.
import { chineseOrdinal } from '../../domain/template/ordinal';

const DIGITS = '〇一二三四五六七八九';
const FORMAL: Readonly<Record<string, string>> = {
  一: '壹',
  二: '贰',
  三: '叁',
  四: '肆',
  五: '伍',
  六: '陆',
  七: '柒',
  八: '捌',
  九: '玖',
  十: '拾',
  百: '佰',
  千: '仟',
};
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** `n` in Word's format (w:numFmt); formats unknown here, and numbers past a format's last sign, are Arabic digits. */
export function countingWord(format: string, n: number): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chineseOrdinal(n);
    case 'chineseLegalSimplified':
      return formal(n);
    case 'ideographDigital':
    case 'taiwaneseDigital':
      return [...String(n)].map((digit) => DIGITS[Number(digit)]).join('');
    case 'ideographTraditional':
      return STEMS[n - 1] ?? String(n);
    case 'ideographZodiac':
      return BRANCHES[n - 1] ?? String(n);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCodePoint(0x245f + n) : String(n);
    case 'decimalFullWidth':
      return [...String(n)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
    case 'decimalZero':
      return String(n).padStart(2, '0');
    case 'upperLetter':
      return letters(n);
    case 'lowerLetter':
      return letters(n).toLowerCase();
    case 'upperRoman':
      return roman(n).toUpperCase();
    case 'lowerRoman':
      return roman(n);
    default:
      return String(n);
  }
}

/** The forms of contracts and banknotes: 壹拾贰. */
function formal(n: number): string {
  const word = [...chineseOrdinal(n)].map((sign) => FORMAL[sign] ?? sign).join('');
  return word.startsWith('拾') ? `壹${word}` : word;
}

/** A..Z, then AA, BB: the letter repeated, as Word does. */
function letters(n: number): string {
  return n < 1 || n > 780 ? String(n) : String.fromCharCode(65 + ((n - 1) % 26)).repeat(Math.ceil(n / 26));
}

function roman(n: number): string {
  if (n < 1 || n > 3999) return String(n);
  let rest = n;
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(rest / value);
    rest -= times * value;
    return sign.repeat(times);
  }).join('');
}
