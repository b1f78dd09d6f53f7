// CK13 heading-period: a dimension's heading that stands alone in its line and ends with a full stop.
import type { Check, Hit } from './check';
import { lineNumber } from './checkedText';

export const headingPeriod: Check = function* (checked): Generator<Hit> {
  const message = {
    zh: '标题独立成行，末尾不用句号，删去。',
    en: 'A heading in a line of its own takes no full stop: delete it.',
  };
  for (const { headingEnd: end } of checked.outline.parts.flatMap((part) => part.dimensions)) {
    const line = checked.lines[lineNumber(checked, end) - 1];
    const alone = line !== undefined && checked.text.slice(end, line.end).trim() === '';
    if (alone && checked.text[end - 1] === '。') yield { start: end - 1, end, message };
  }
};
