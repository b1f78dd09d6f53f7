// CK27 no-follow-up: what became of last round's measures is told nowhere.
import type { Check, Hit } from './check';
import { saysSomething } from './items';

/** The words of the rule, where they speak of measures or the meeting: 上年度的建设目标 tells nothing of them. */
const TOLD = [
  /(?:上次|上一次|上年度|上一年度)[^。；\n]{0,20}(?:整改|措施|问题|检查|生活会|落实|复盘|评审|评估)/,
  /\b(?:last|previous) (?:time|round|year|quarter|review|retrospective|sprint|meeting|measures|actions|plan)\b/i,
];

/** One hit for the text, in its first line; none while nothing is written yet. */
export const noFollowUp: Check = function* (checked): Generator<Hit> {
  const { outline, template, text } = checked;
  if (!template.parts.some((part) => part.role === 'follow-up')) return;
  const begun = outline.preamble.length > 0 || outline.parts.some((part) => saysSomething(checked, part));
  if (!begun || outline.parts.some((part) => part.role === 'follow-up') || TOLD.some((told) => told.test(text))) return;
  const message = {
    zh: '没有写上次整改措施落实情况，补写一部分或一段。',
    en: 'Nothing says what became of the last measures: add a part or a paragraph.',
  };
  yield { start: 0, end: 0, message };
};
