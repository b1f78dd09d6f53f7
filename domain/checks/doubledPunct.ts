// CK5 doubled-punct: two marks where one belongs. …… and —— are one mark in Chinese.
import type { Check } from './check';
import { clipped, patternHits } from './patternHits';

const CHINESE = '([。，、；：！？])\\1+|[，、；：][。，、；：！？]|[。！？][，、；：]';
const LATIN = '(?<=[A-Za-z])(?:,[,.]+|;;+)(?=\\s)';

export const doubledPunct: Check = (checked) =>
  patternHits(checked, new RegExp(`${CHINESE}|${LATIN}`, 'g'), (found) => ({
    zh: `标点叠用“${clipped(found)}”，留一个。`,
    en: `Doubled punctuation “${clipped(found)}”: keep one mark.`,
  }));
