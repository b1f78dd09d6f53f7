// Which language a text is in, for fonts and for the words that are printed around it.
import type { Locale } from '../actor';
import { textOf } from './blocks';
import type { NumberedBlock } from './render';

/** Whether ambiguous signs belong to the Chinese: more than a tenth of the words are. */
export function isChinese(title: string, blocks: readonly NumberedBlock[]): boolean {
  const text = title + blocks.map(({ block }) => (block.type === 'table' ? '' : textOf(block.runs))).join('');
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) * 10 > text.length;
}

/** The language of what is handed out: the text's own, whoever asks for the file. */
export function localeOf(title: string, blocks: readonly NumberedBlock[]): Locale {
  return isChinese(title, blocks) ? 'zh-CN' : 'en';
}
