// CK24 repeated-word: a word typed twice. 一条一条 and had had are meant.
import type { Check } from './check';
import { patternHits } from './patternHits';

const CHINESE = '((?!一)[\\u4e00-\\u9fff]{2})\\1';
const LATIN = '\\b(?!(?:had|that|very|so|no|bye)\\b)([a-z]{2,40}) {1,2}\\2\\b';

export const repeatedWord: Check = (checked) =>
  patternHits(checked, new RegExp(`${CHINESE}|${LATIN}`, 'g'), (found) => ({
    zh: `“${found}”重复，留一个。`,
    en: `“${found}” is typed twice: keep one.`,
  }));
