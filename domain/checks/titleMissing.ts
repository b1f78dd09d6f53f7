// CK12 title-missing: the text begins without a title.
import type { Check, Hit } from './check';

export const titleMissing: Check = function* ({ outline }): Generator<Hit> {
  const message = { zh: '缺少标题，在第一行写上标题。', en: 'There is no title: write it in the first line.' };
  if (outline.title === null) yield { start: 0, end: 0, message };
};
