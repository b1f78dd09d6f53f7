// Words to search by: what a text is found by, and how a hit is shown.
import { describe, expect, test } from 'vitest';
import { bigrams, folded, holds, lineHits, MAX_QUERY, marked, searchQuery, snippet } from '../../domain/search';

const shown = (parts: readonly { text: string; hit: boolean }[] | null) =>
  parts?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

/** Whether the bigrams of `text` lead a query there: what to_tsquery does, in words. */
function leads(text: string, asked: string): boolean {
  const grams = bigrams(text);
  const { tsquery } = searchQuery(asked);
  if (tsquery === null) return false;
  return tsquery.split(' & ').every((gram) => {
    const [, word = '', prefix] = /^'(.+)'(:\*)?$/u.exec(gram) ?? [];
    return grams.some((one) => (prefix ? one.startsWith(word) : one === word));
  });
}

describe('the index', () => {
  test('SE1 case and width do not count, and every character keeps its place', () => {
    expect(folded('ＡＢＣ１２３ Straße ÉTÉ İ 质量ｶﾞ')).toBe(
      'abc123 straße été İ 质量カ゛'.replace('゛', [...folded('ﾞ')][0] ?? ''),
    );
    for (const text of ['ﬁne', 'İstanbul', '𝔸𝕓𝕔', '👩‍👩‍👧 家', '㍿'])
      expect([...folded(text)]).toHaveLength([...text].length);
  });

  test('SE1 whatever stands in a text is led to by its bigrams, one character as well', () => {
    const text = '门诊预约 Booking desk，2026 年一季度：看病难。Ａ类';
    for (const asked of [
      '门诊',
      '门诊预约',
      '难',
      '看',
      'desk',
      'k',
      'BOOKING',
      '2026',
      '6',
      'a类',
      '预约 desk',
      '年一季度：看病',
    ])
      expect([leads(text, asked), holds(text, searchQuery(asked).terms)], asked).toEqual([true, true]);
    for (const asked of ['诊门', '约门', 'book desks', '季看']) {
      expect(leads(text, asked) && holds(text, searchQuery(asked).terms), asked).toBe(false);
    }
  });
});

describe('a query', () => {
  test('SE2 terms are parted by white space, quotes keep words together, the rest is taken as it is', () => {
    expect(searchQuery('  门诊　预约 "sign off" ').terms).toEqual(['门诊', '预约', 'sign off']);
    expect(searchQuery('"').terms).toEqual(['"']);
    expect(searchQuery('"a').terms).toEqual(['"a']);
    expect(searchQuery("50% o'clock a_b \\ ' | & ! ( ) :*").tsquery).toBe(
      "'50' & 'o':* & 'cl' & 'lo' & 'oc' & 'ck' & 'a':* & 'b':*",
    );
  });

  test('SE2 a very long query is cut, and half a surrogate is none', () => {
    const { terms } = searchQuery('长'.repeat(10_000));
    expect([terms.length, [...(terms[0] ?? '')].length]).toEqual([1, MAX_QUERY]);
    expect(searchQuery('\ud83d').terms).toEqual(['\ufffd']);
  });

  test('SE3 signs alone look nothing up', () => {
    for (const asked of ['', '   ', '%', '_', '"', '🎉', '——', "';--"]) expect(searchQuery(asked).tsquery).toBeNull();
    expect(searchQuery('🎉 庆').tsquery).toBe("'庆':*");
  });
});

describe('a hit', () => {
  test('SE5 every term is marked as it stands in the text; marks that touch are one', () => {
    expect(shown(marked('门诊预约与门诊', ['门诊']))).toBe('[门诊]预约与[门诊]');
    expect(shown(marked('AaA b', ['aa']))).toBe('[AaA] b');
    expect(shown(marked('🎉Ａ类🎉', ['a类']))).toBe('🎉[Ａ类]🎉');
  });

  test('SE5 a snippet shows what stands around the first of them and says where it was cut', () => {
    const line = `${'前'.repeat(100)}这里${'后'.repeat(200)}`;
    expect(shown(snippet(line, ['这里']))).toBe(`…${'前'.repeat(24)}[这里]${'后'.repeat(84)}…`);
    expect(shown(snippet('这里', ['这里', '没有']))).toBe('[这里]');
    expect(snippet('无', ['这里'])).toBeNull();
    const long = '长'.repeat(180);
    expect(shown(snippet(`前${long}后`, [long]))).toBe(`前[${long}]…`);
  });

  test('SE5 lines that hold more of the terms come first, each with its section', () => {
    const sections = [
      { line: 0, key: 'preamble', title: '' },
      { line: 2, key: 'problems', title: '一、存在问题' },
    ];
    const text = '门诊一\n其他\n门诊\n门诊预约';
    const hits = lineHits(text, ['门诊', '预约'], sections, { first: 0, limit: 2 });
    expect(hits.map(({ sectionKey, section, parts }) => [sectionKey, section, shown(parts)])).toEqual([
      ['problems', '一、存在问题', '[门诊预约]'],
      ['preamble', '', '[门诊]一'],
    ]);
    expect(lineHits('门诊', ['门诊'], sections, { first: 2, limit: 3 })[0]?.sectionKey).toBe('problems');
  });
});
