// Each check by example: what it marks, and what looks like it and is fine; Chinese and English.
import { describe, expect, test } from 'vitest';
import { TEXT_RULES } from '../../domain/checks/catalogue';
import { findingsIn, marked, RETRO, TEAM, templateOf } from './checksBuild';

const problems = (lines: string) => `一、存在的问题\n${lines}`;
const measures = (lines: string) => `三、整改措施\n${lines}`;

test('CK1 leftover-marker: ##name## of a site, not the hashes of a heading', () => {
  expect(marked('leftover-marker', '学习##paidbegin##抓得不紧。')).toEqual(['##paidbegin##']);
  expect(marked('leftover-marker', '## 概述 ##\n编号 ##12## 的材料。')).toEqual([]);
});

test('CK2 password-line: the whole line, in both languages; a sentence about passwords is none', () => {
  expect(marked('password-line', '标题\n解压密码：abc123 请牢记\n正文。')).toEqual(['解压密码：abc123 请牢记']);
  expect(marked('password-line', 'Title\nUnzip password: s3cret\n', RETRO)).toEqual(['Unzip password: s3cret']);
  expect(marked('password-line', '用户忘记密码：共有三起。\nTwo people forgot the password: Anna and Wei.')).toEqual(
    [],
  );
});

test('CK3 advert: one word is enough in a statement, two are needed where people write of products', () => {
  const sentence = '更多范文请关注公众号。';
  expect(marked('advert', `学习不够。${sentence}`)).toEqual([sentence]);
  expect(marked('advert', '用户下载失败共有 30 次。', RETRO)).toEqual([]);
  expect(marked('advert', '扫码加微信领取。', RETRO)).toEqual(['扫码加微信领取。']);
  expect(marked('advert', '下载密码：abc1')).toEqual([]);
});

describe('CK4 placeholder', () => {
  test('what nobody filled in', () => {
    expect(marked('placeholder', '收到*条意见，XX局某某同志，○○年__月（此处写姓名）')).toEqual([
      '*',
      'XX',
      '某某',
      '○○',
      '__',
      '（此处写姓名）',
    ]);
    expect(marked('placeholder', '20__年__月，20XX年 Name____')).toEqual(['__', '__', 'XX', '____']);
    expect(marked('placeholder', 'Owner: TBD. Met with [insert name] on **.', RETRO)).toEqual([
      'TBD',
      '[insert name]',
      '**',
    ]);
  });

  test('the same characters where they belong', () => {
    const fine = [
      '* Exxon had HTTP 5xx errors, **not** 4xx; see `__init__` and 5 * 3.',
      '*Everything* is an ***emphasis*** here.',
      '二〇〇八年以来共 12 件，见 snake__case。',
    ];
    expect(marked('placeholder', fine.join('\n'), RETRO)).toEqual([]);
  });
});

test('CK5 doubled-punct: two marks for one; …… and —— are one', () => {
  expect(marked('doubled-punct', '不够。。还差，，很多。，对；：了')).toEqual(['。。', '，，', '。，', '；：']);
  expect(marked('doubled-punct', 'We were late,, twice,. Then fine.', RETRO)).toEqual([',,', ',.']);
  expect(marked('doubled-punct', '等等……就是——这样。真的？！ Wait... etc., and so on.')).toEqual([]);
});

test('CK6 halfwidth-punct: between Chinese characters alone', () => {
  expect(marked('halfwidth-punct', '学习不够,作风不实;“抓得不紧”:要改')).toEqual([',', ';', ':']);
  expect(marked('halfwidth-punct', 'Late, again; see 10:30, 1,000 and 版本 2,第 3')).toEqual([]);
});

test('CK7 unpaired-quote: within a line', () => {
  expect(marked('unpaired-quote', '满足于”无功也无过”\n“三会一课”和“四风')).toEqual(['”', '”', '“']);
  expect(marked('unpaired-quote', '“他说“好”。”\nShe said “fine” and ‘no’.')).toEqual([]);
});

test('CK35 bidi-control: each by itself, also in a table and a heading, and an error', () => {
  expect(marked('bidi-control', '不少于\u202e5\u202c条\u2067甲\u2069')).toEqual([
    '\u202e',
    '\u202c',
    '\u2067',
    '\u2069',
  ]);
  expect(marked('bidi-control', '一、存在的\u202e问题\n时间\t事\u061c件', RETRO)).toEqual(['\u202e', '\u061c']);
  expect(marked('bidi-control', '甲\u200e乙\u200f丙\u200d')).toEqual([]);
});

test('CK8 invisible-char: but the tabs of a table are its own', () => {
  expect(marked('invisible-char', '甲\u00a0乙\u200b丙\t丁')).toEqual(['\u00a0', '\u200b', '\t']);
  expect(marked('invisible-char', '\t学习不够。\n\t作风不实。')).toEqual(['\t', '\t']);
  expect(marked('invisible-char', '1.\t学习不够。\n2.\t作风不实。')).toEqual(['\t', '\t']);
  expect(marked('invisible-char', '时间\t事件\n10:02\t告警\n10:05\t', RETRO)).toEqual([]);
  expect(marked('invisible-char', '甲\u3000乙 丙')).toEqual([]);
});

test('CK9 blank-run: three or more, one hit a run', () => {
  expect(findingsIn('甲\n\n \n\u3000\n乙\n\n丙').filter(({ rule }) => rule === 'blank-run')).toMatchObject([
    { line: 2, n: 3 },
  ]);
  expect(marked('blank-run', '甲\n\n\n乙\n')).toEqual([]);
});

describe('CK10 truncated', () => {
  test('a paragraph, a point, a body that stops in mid-sentence: its last ten characters', () => {
    const text = `标题\n为深入开展学习教育，班子认真查摆\n${problems('（一）理论学习方面。一是学得不深。平时很少\n（二）政治素质方面。\n不够“坚定')}`;
    expect(marked('truncated', text)).toEqual(['习教育，班子认真查摆', '学得不深。平时很少', '不够“坚定']);
  });

  test('a colon, closing quotes, headings, dates and rows end as they should', () => {
    const text = `标题\n某单位\n2023年12月20日\n现将情况报告如下：\n${problems('（一）理论学习方面\n一是学得不深，做不到“学思用贯通。”\n（二）作风\n时间\t事件\n10:02\t告警')}`;
    expect(marked('truncated', text)).toEqual([]);
  });

  test('English ends with . ! ? and a bullet of one phrase with nothing', () => {
    const fine =
      'Retro\nWe shipped. Did it work?\nWhat went well\n• Pairing on the queue, e.g. the migration\n• No pages!\n• Release v2.3';
    expect(marked('truncated', fine, RETRO)).toEqual([]);
    const cut =
      'Retro\nWhat went well\n• We shipped the\n• We noticed it late. Nobody was\nWhat happened\nAll of the work of the last two sprints went into the new checkout and then';
    expect(marked('truncated', cut, RETRO)).toEqual(['hipped the', 'Nobody was', 't and then']);
  });
});

describe('CK11 numbering', () => {
  const found = (text: string) =>
    findingsIn(text)
      .filter(({ rule }) => rule === 'numbering')
      .map(({ line, start, end, found: n, expected }) => ({ line, mark: text.slice(start, end), n, expected }));

  test('a number that comes twice or is left out, of parts, dimensions and points', () => {
    const text =
      '标题\n一、存在的问题\n（一）学习方面。\n一是甲。\n三是乙。\n（三）作风方面。\n三、整改措施\n1.甲。\n1.乙。';
    expect(found(text)).toEqual([
      { line: 5, mark: '三是', n: 3, expected: 2 },
      { line: 6, mark: '（三）', n: 3, expected: 2 },
      { line: 7, mark: '三、', n: 3, expected: 2 },
      { line: 9, mark: '1.', n: 1, expected: 2 },
    ]);
  });

  test('a list of another kind inside counts for itself; 一是 and 二要 go on', () => {
    expect(found(`标题\n${problems('一是甲。\n（1）子。\n（2）丑。\n二要乙。\n（1）寅。\n三是丙。')}`)).toEqual([]);
  });
});

test('CK12 title-missing: at the very start', () => {
  const of = (text: string) => findingsIn(text).filter(({ rule }) => rule === 'title-missing');
  expect(of('根据工作安排，现报告如下：\n一、问题')).toMatchObject([{ line: 1, start: 0, end: 0 }]);
  expect(of('对照检查材料\n一、问题')).toEqual([]);
});

test('CK13 heading-period: a heading alone in its line', () => {
  expect(marked('heading-period', problems('（一）理论学习方面。\n一是不深。'))).toEqual(['。']);
  expect(marked('heading-period', problems('（一）理论学习方面。一是不深。\n（二）作风方面\n一是不实。'))).toEqual([]);
});

test('CK14 declared-count: no number that the preamble declares is true', () => {
  const text = (declared: string) =>
    `标题\n${declared}\n${problems('（一）理论学习方面。一是浅。\n（二）政治素质方面。一是弱。')}`;
  expect(marked('declared-count', text('对照六个方面，一方面学，一方面查。'))).toEqual(['六个方面']);
  expect(marked('declared-count', text('We checked six aspects.'))).toEqual(['six aspects']);
  expect(marked('declared-count', text('围绕六个方面、对照2方面查摆。'))).toEqual([]);
  expect(marked('declared-count', text('一方面学，一方面查。'))).toEqual([]);
  expect(marked('declared-count', '复盘\n从三个方面看。\nWhat to improve\n• 慢。', RETRO)).toEqual([]);
});

test('CK15 dimension-set: other names, names that nobody knows, names that are missing', () => {
  const text = problems('（一）理论学习方面。一是浅。\n（二）政治素养方面。一是弱。\n（三）群众关系方面。一是远。');
  const found = findingsIn(text).filter(({ rule }) => rule === 'dimension-set');
  expect(found.map(({ line, n, found: name, expected }) => ({ line, n, name, expected }))).toEqual([
    { line: 1, n: undefined, name: null, expected: ['能力本领', '担当作为', '工作作风', '廉洁自律'] },
    { line: 3, n: 2, name: '政治素养', expected: '政治素质' },
    { line: 4, n: 3, name: '群众关系', expected: null },
  ]);
  const twice = problems('（一）理论学习方面。一是浅。\n（二）理论学习方面。一是弱。');
  const [, second] = findingsIn(twice).filter(({ rule }) => rule === 'dimension-set');
  expect(second).toMatchObject({ line: 3, found: '理论学习', message: { en: expect.stringContaining('twice') } });
  const english = 'Main problems\n### Theory study\n• Shallow.\n### Mood\n• Low.';
  expect(marked('dimension-set', `Retro\nWhat to improve\n${english}`, RETRO)).toEqual([]);
});

test('CK16 dimension-no-example: a case, a year or a number is one; an empty dimension is not asked', () => {
  const text = (...points: string[]) =>
    problems(points.map((one, n) => `（${'一二三'[n]}）甲${n}方面。\n${one}`).join('\n'));
  expect(
    marked('dimension-no-example', text('一是不深。', '一是不深。例如调研走马观花。', '一是拖延，3个项目延期。')),
  ).toEqual(['（一）甲0方面。']);
  expect(marked('dimension-no-example', problems('（一）理论学习方面。\n（二）政治素质方面。'))).toEqual([]);
  const board = templateOf('board-evaluation');
  const english = (point: string) => `Evaluation\nFindings\nStrategy and advice\n• ${point}`;
  expect(marked('dimension-no-example', english('Too little time for strategy.'), board)).toEqual([
    'Strategy and advice',
  ]);
  expect(marked('dimension-no-example', english('Strategy took 2 hours of the year.'), board)).toEqual([]);
});

describe('CK17 duplicate-within', () => {
  const passage = '我将以严肃认真的态度进行反省并及时整改提高自身工作水平';
  const found = (text: string) => findingsIn(text).filter(({ rule }) => rule === 'duplicate-within');

  test('a passage of twenty characters at two places, whatever stands between its words', () => {
    const changed = passage.replace('进行', '，进行').replace('及时', '##x##及时');
    const [one, ...more] = found(`甲${passage}乙。\n丙${changed}丁。`);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      line: 2,
      length: passage.length,
      a: { line: 1, start: 1, end: 1 + passage.length },
      b: { line: 2 },
    });
  });

  test('each later copy is compared with the first', () => {
    const [first, second, ...more] = found(`甲${passage}。\n乙${passage}。\n丙${passage}。`);
    expect(more).toEqual([]);
    expect([first, second].map((one) => one?.line)).toEqual([2, 3]);
    expect(second).toMatchObject({ a: { line: 1 } });
  });

  test('two sources meet in one copy: both are found whole', () => {
    const other = '深入基层调查研究倾听群众呼声解决实际困难问题';
    const copy = `${passage}${other}`;
    const hits = found(`甲${passage}乙\n丙${other}丁\n戊${copy}己`);
    expect(hits.map(({ length }) => length)).toEqual([passage.length, other.length]);
  });

  test('set phrases are barriers, and a few English words are no passage', () => {
    const set = '习近平新时代中国特色社会主义思想和党的二十大精神';
    expect(found(`甲学习${set}到位。\n乙学习${set}不够。`)).toEqual([]);
    const english = 'The deployment pipeline of the payments team was slow.';
    expect(found(`${english}\nAgain: the deployment pipeline of the payments team broke.`)).toEqual([]);
    expect(
      found(`${english} It took an hour and nobody looked at it.\n${english} It took an hour and nobody cared.`),
    ).toHaveLength(1);
  });
});

test('CK18 measure-no-owner-or-due: one of them is enough', () => {
  const zh = ['1.加强学习。', '2.由办公室牵头开展培训。', '3.6月底前完成整改。', '4.立行立改。'];
  expect(marked('measure-no-owner-or-due', measures(zh.join('\n')))).toEqual(['1.加强学习']);
  expect(
    marked('measure-no-owner-or-due', measures('（一）强化理论武装。坚持学习。\n（二）改进作风。3月底前走访。')),
  ).toEqual(['（一）强化理论武装。']);
  const en = [
    'We will refresh staging',
    'Anna will refresh staging',
    'Refresh staging by 14 March',
    'Refresh staging next sprint',
    'Owner: Wei. Refresh staging.',
  ];
  const text = `Retro\nActions\n${en.map((one) => `• ${one}`).join('\n')}`;
  expect(marked('measure-no-owner-or-due', text, RETRO)).toEqual(['• We will refresh staging']);
});

test('CK19 problem-without-measure: by the keywords of the dimension', () => {
  const text = `${problems('（一）理论学习方面。一是浅。\n（二）工作作风方面。一是浮。\n（三）廉洁自律方面。')}\n三、整改措施\n1.深化理论武装。`;
  expect(marked('problem-without-measure', text)).toEqual(['（二）工作作风方面。']);
  expect(marked('problem-without-measure', `${text}\n2.驰而不息纠治四风。`)).toEqual([]);
});

test('CK20 commitment-in-problems: in that part alone', () => {
  const promise = '以上问题，我将认真反省并及时整改。';
  expect(marked('commitment-in-problems', problems(`（一）学习方面。一是不深。${promise}`))).toEqual([promise]);
  expect(marked('commitment-in-problems', problems('一是整改不力，今后的方向不明。以上问题由来已久。'))).toEqual([]);
  expect(marked('commitment-in-problems', measures(`1.抓学习。${promise}`))).toEqual([]);
  const en = 'Retro\nWhat to improve\n• Going forward, we will fix the build.\n• The build will fail when idle.';
  expect(marked('commitment-in-problems', en, RETRO)).toEqual(['Going forward, we will fix the build.']);
});

test('CK21 instruction-leak: what a rewriting tool was told, or says', () => {
  expect(marked('instruction-leak', '以公文的严谨态度，字数控制在三千。以下是改写后的材料。')).toEqual([
    '公文的严谨',
    '字数控制',
    '以下是改写',
  ]);
  expect(marked('instruction-leak', 'As an AI language model I cannot. Here is the revised version.')).toEqual([
    'As an AI language model',
    'Here is the revised version',
  ]);
  expect(marked('instruction-leak', '公文写作严谨，人工智能项目推进慢。Here is the version history.')).toEqual([]);
});

test('CK22 stale-theme: what the template calls stale', () => {
  const text = '落实“六个带头”和“五个带头”，开展党史学习教育。';
  expect(marked('stale-theme', text)).toEqual(['六个带头', '五个带头', '党史学习教育']);
  expect(marked('stale-theme', text, templateOf('self-check-2022-individual'))).toEqual(['五个带头', '党史学习教育']);
  expect(marked('stale-theme', text, RETRO)).toEqual([]);
});

test('CK23 entity-mix: one hit with all places', () => {
  const of = (text: string) => findingsIn(text).filter(({ rule }) => rule === 'entity-mix');
  expect(of('党组会议研究。\n局党委决定，党组落实。')).toMatchObject([
    { line: 1, a: '党委', b: '党组', places: [{ line: 2 }], places_b: [{ line: 1 }, { line: 2 }] },
  ]);
  expect(of('党委会议研究，基层党组织落实。')).toEqual([]);
});

test('CK24 repeated-word: a word typed twice, not one that is meant', () => {
  expect(marked('repeated-word', '我们我们加强学习，一条一条对照，看看问题。')).toEqual(['我们我们']);
  expect(marked('repeated-word', 'We saw the the error that that build had had.')).toEqual(['the the']);
});

test('CK25 de-particle: 抓的不实, 更好的做到', () => {
  expect(marked('de-particle', '作风抓的不实，更好的做到为民。更好的作风，抓得不实。')).toEqual([
    '抓的不',
    '更好的做到',
  ]);
});

test('CK26 long-sentence: Chinese in characters, English in words, by the limit of the template', () => {
  const chinese = `${'学'.repeat(150)}。`;
  expect(marked('long-sentence', `标题\n${chinese}好。`)).toEqual([chinese]);
  expect(marked('long-sentence', `标题\n${chinese.slice(1)}`)).toEqual([]);
  const english = `${'word '.repeat(60)}more.`;
  expect(marked('long-sentence', `Title\n${english} Fine.`, RETRO)).toEqual([english]);
  expect(marked('long-sentence', `Title\n${english.slice(5)} Fine.`, RETRO)).toEqual([]);
  expect(marked('long-sentence', `标题\n${chinese}`, RETRO)).toEqual([chinese]);
  expect(marked('long-sentence', `Title\n${english.slice(5)}`)).toEqual([]);
});

test('CK27 no-follow-up: told in a part or in a sentence, or asked for', () => {
  const of = (text: string, template = TEAM) =>
    findingsIn(text, template).filter(({ rule }) => rule === 'no-follow-up');
  expect(of('标题\n现报告如下：\n一、问题\n一是浅。')).toMatchObject([{ line: 1, start: 0, end: 0 }]);
  expect(of('标题\n上年度的建设目标没有完成。')).toHaveLength(1);
  expect(of('标题\n上次整改措施均已完成。')).toEqual([]);
  expect(of('一、上次整改措施落实情况\n均已完成。')).toEqual([]);
  expect(of('Retro\nAll actions of the last sprint are done.', RETRO)).toEqual([]);
  expect(of('标题\n一、问题', templateOf('incident-review'))).toEqual([]);
});

test('CK28 problem-share: below the share that the template asks for, once every part says something', () => {
  const text = (measure: string) => `标题\n${problems('一是学得不够深入。')}\n三、整改措施\n${measure}`;
  const of = (measure: string, template = TEAM) =>
    findingsIn(text(measure), template).filter(({ rule }) => rule === 'problem-share');
  expect(of(`1.${'抓学习。'.repeat(20)}`)).toMatchObject([{ line: 2, share: 0.154, min: 0.5 }]);
  expect(of('1.学。')).toEqual([]);
  expect(of('')).toEqual([]);
  expect(of(`1.${'抓学习。'.repeat(20)}`, RETRO)).toEqual([]);
});

test('every rule speaks both languages, and names its place', () => {
  const texts = [
    [
      '标题\n学习\u202e##a##，，抓的不实,我们我们*。党委党组。\n密码：a1\n”扫码\u200b\n\n\n\n对照九个方面以下是改写三严三实\n一、问题\n（二）政治素养方面。\n今后将提高。\n三、整改措施\n1.做',
      TEAM,
    ],
    [
      `${'很'.repeat(151)}。\n`.repeat(2) +
        '一、问题\n（一）理论学习方面。一是浅。\n三、措施\n1.抓好下一阶段全部工作并认真落实各项任务要求。',
      TEAM,
    ],
  ] as const;
  const found = texts.flatMap(([text, template]) => findingsIn(text, template));
  for (const { message, line, start, end } of found) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect(message.en).toMatch(/[A-Za-z]{3}/);
    expect(line).toBeGreaterThan(0);
    expect(end).toBeGreaterThanOrEqual(start);
  }
  expect([...new Set(found.map(({ rule }) => rule))].sort()).toEqual(TEXT_RULES.map(({ key }) => key).sort());
});
