// CK6 halfwidth-punct: a Latin mark between Chinese characters.
import type { Check } from './check';
import { patternHits } from './patternHits';

const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '!': '！', '?': '？' };

export const halfwidthPunct: Check = (checked) =>
  patternHits(checked, /(?<=[\u4e00-\u9fff”》）])[,;:!?](?=[\u4e00-\u9fff“《（])/g, (found) => ({
    zh: `半角“${found}”改为全角“${FULL[found] ?? found}”。`,
    en: `Half-width “${found}” in Chinese text: write “${FULL[found] ?? found}”.`,
  }));
