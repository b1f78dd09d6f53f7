// CK18 measure-no-owner-or-due: a measure that says neither who does it nor until when, in its words or its fields.
import type { Check, Hit } from './check';
import { itemsOf, partsWith } from './items';

const NOBODY = 'We|I|You|They|It|He|She|This|That|The|These|Those|There|Nobody|Everyone|Everybody|Somebody|Someone';
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const SPAN = '(?:day|week|month|quarter|sprint|year)';

const OWNERS = [
  /责任人|责任领导|牵头|由[^，。；]{1,12}(?:负责|牵头|落实)/,
  /\b(?:owners?|owned by|responsible|accountable|assigned to|led by|leads)\b|(?:^|[\s(])@\w/i,
  new RegExp(`(?:^|[.:;(] ?)(?!(?:${NOBODY})\\b)[A-Z][a-z]+(?: [A-Z][a-z]+)? will\\b`),
];
const DATES = [
  /\d{1,2}月(?:\d{1,2}日)?(?:底|前|份)|年底前|月底前|季度(?:末|前)|(?:前|底)完成|长期坚持|立行立改|限期/,
  /\b\d{4}-\d{1,2}(?:-\d{1,2})?\b|\bdue\b|\bdeadline\b|\bQ[1-4]\b/i,
  new RegExp(
    `\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}\\b|\\b${MONTH} \\d{1,2}\\b|\\b(?:by|before|until|in|end of) ${MONTH}\\b`,
  ),
  new RegExp(`\\b(?:next|this|every|each|end of(?: the)?) ${SPAN}\\b|\\bwithin [\\w-]+ ${SPAN}s?\\b`, 'i'),
  /\b(?:by|before|until|on|every) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/,
];

export const measureNoOwnerOrDue: Check = function* (checked): Generator<Hit> {
  for (const part of partsWith(checked, 'measures')) {
    for (const { title, answered, start, end, words } of itemsOf(checked, part)) {
      if (answered) continue;
      if ([...OWNERS, ...DATES].some((pattern) => pattern.test(words))) continue;
      const message = {
        zh: '这条措施没有责任人，也没有时限，写明由谁负责、何时完成。',
        en: 'This measure has neither owner nor due date: say who does it and by when.',
      };
      yield { start, end, message, fields: { title } };
    }
  }
};
