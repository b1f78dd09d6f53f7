// CK3 advert: a sentence that advertises a site or an account.
import type { Check, Hit } from './check';
import { linesWithin } from './checkedText';
import { isPasswordLine } from './passwordLine';
import { sentencesOf } from './sentenceSpans';

const WORDS = /年度会员|会员|该网站|本网站|公众号|加微信|微信号|扫码|付费|下载|QQ群/g;

/**
 * In an official statement one such word is enough. Templates that are English first are about products, where people do
 * write of downloads and members: there a sentence needs two different words.
 */
export const advert: Check = function* (checked): Generator<Hit> {
  const needed = checked.template.locales[0] === 'zh' ? 1 : 2;
  const message = {
    zh: '这句像是网站的广告，与本文无关就删去。',
    en: 'This reads like an advertisement of a site: delete it.',
  };
  for (const raw of checked.lines) {
    for (const line of linesWithin(checked, raw)) {
      if (isPasswordLine(line.words)) continue;
      for (const { words, start, end } of sentencesOf(line)) {
        const found = new Set(Array.from(words.matchAll(WORDS), ([word]) => word));
        if (found.size >= needed) yield { start, end, message };
      }
    }
  }
};
