// The rules that are checked, in the order in which a person would go through them: keys, how grave, and their names. Data alone.
import type { FindingView } from '../view';

export type Severity = FindingView['severity'];

export interface Rule {
  key: string;
  /** What a hit weighs unless the template says otherwise; `error` closes the way to a freeze. */
  severity: Severity;
  name: { zh: string; en: string };
}

function rule<Key extends string>(key: Key, severity: Severity, zh: string, en: string) {
  return { key, severity, name: { zh, en } };
}

/** SPEC CK1-CK28 and CK35 in one text; CK29 `duplicate-across` needs the texts of other reviews, which the server asks (passages.ts). */
export const CATALOGUE = [
  rule('leftover-marker', 'error', '残留标记', 'leftover platform marker'),
  rule('password-line', 'error', '密码/下载站尾注', 'password or download-site trailer'),
  rule('advert', 'warn', '广告性语句', 'advertising sentence'),
  rule('placeholder', 'error', '占位符未替换', 'unfilled placeholder'),
  rule('doubled-punct', 'error', '标点叠用', 'doubled punctuation'),
  rule('halfwidth-punct', 'warn', '中文句内半角标点', 'half-width punctuation inside Chinese text'),
  rule('unpaired-quote', 'warn', '引号不成对', 'unpaired curly quotes'),
  rule('invisible-char', 'info', '异常空白字符', 'invisible or odd white space'),
  rule('bidi-control', 'error', '方向控制符', 'direction control'),
  rule('blank-run', 'info', '连续空行', 'run of blank lines'),
  rule('truncated', 'error', '句子未写完', 'paragraph does not end'),
  rule('numbering', 'error', '序号重复或跳号', 'duplicate or skipped ordinal'),
  rule('title-missing', 'error', '缺少标题', 'no title'),
  rule('heading-period', 'info', '独立成行的标题末尾有句号', 'stand-alone heading ends with a full stop'),
  rule('declared-count', 'error', '声明的方面数与实际不符', 'declared number of aspects differs'),
  rule('dimension-set', 'warn', '维度与模板不一致', 'dimension names differ from the template'),
  rule('dimension-no-example', 'warn', '维度无具体事例', 'dimension without a concrete example'),
  rule('duplicate-within', 'warn', '文内重复', 'repeated span in one document'),
  rule('duplicate-across', 'warn', '跨材料雷同', 'span shared with another review'),
  rule('measure-no-owner-or-due', 'error', '措施无责任人或时限', 'measure without owner or due date'),
  rule('problem-without-measure', 'error', '问题无对应措施', 'problem dimension without a measure'),
  rule('commitment-in-problems', 'warn', '问题部分出现整改表态', 'commitment sentence inside the problems part'),
  rule('instruction-leak', 'error', '改写指令残留', 'rewriting instruction left in the text'),
  rule('stale-theme', 'warn', '主题提法与本次不符', 'theme wording of another round'),
  rule('entity-mix', 'warn', '主体称谓不一致', 'the organisation calls itself by two names'),
  rule('repeated-word', 'info', '词语重复', 'word typed twice'),
  rule('de-particle', 'info', '的/地/得误用', 'wrong structural particle'),
  rule('long-sentence', 'info', '长句', 'sentence over 150 characters'),
  rule('no-follow-up', 'info', '未报告上次整改情况', 'status of the last round of measures not reported'),
  rule('problem-share', 'warn', '问题与原因篇幅占比', 'share of problems and causes'),
] as const satisfies readonly Rule[];

export type RuleKey = (typeof CATALOGUE)[number]['key'];

/** The one rule that one text alone cannot answer. */
export const ACROSS = 'duplicate-across' satisfies RuleKey;
export type TextRule = Exclude<RuleKey, typeof ACROSS>;

/** The rules that run over one text, in the same order. */
export const TEXT_RULES = CATALOGUE.filter(
  (one): one is Extract<(typeof CATALOGUE)[number], { key: TextRule }> => one.key !== ACROSS,
);
