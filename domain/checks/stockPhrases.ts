// Official set phrases that everybody has to repeat: no repetition of one counts, and none joins what stands around it.

/** The editable list of DOMAIN "Checks". Compared without punctuation. */
export const STOCK_PHRASES: readonly string[] = [
  '习近平新时代中国特色社会主义思想',
  '党的二十大精神',
  '党的二十大',
  '“两个确立”的决定性意义',
  '“两个确立”',
  '“四个意识”',
  '“四个自信”',
  '“两个维护”',
  '主题教育',
  '专题民主生活会',
  '民主生活会',
  '对照检查材料',
  '全面从严治党',
  '中央八项规定和实施细则精神',
  '人民群众对美好生活的向往',
  '以人民为中心的发展思想',
];

/** How many an organisation can add: every check goes through all of them. */
export const MAX_SET_PHRASES = 500;
const LEAST = 4;

/** CK30: a phrase of fewer than four letters, digits or Chinese characters would cut every passage to pieces. */
export function setPhraseProblem(phrase: string): 'too-short' | null {
  return phrase.replaceAll(/[^\p{L}\p{N}]/gu, '').length < LEAST ? 'too-short' : null;
}
