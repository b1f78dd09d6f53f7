// The checks over texts made to hurt: they finish, stay bounded, and name places that are in the text.
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../domain/checks/catalogue';
import { repeatsIn } from '../../domain/checks/repeats';
import { MOST_OF_ONE_RULE } from '../../domain/checks/run';
import { findingsIn, RETRO, TEAM } from './checksBuild';
import { randomOf } from './outlineShape';

const SIZE = 60_000;
const LARGE = 300_000;
const filled = (piece: string, size = SIZE) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const PROBLEMS = '标题\n一、存在的问题\n';
const MEASURES = '标题\n三、整改措施\n';

const TEXTS: Readonly<Record<string, string>> = {
  'one character': filled('啊', LARGE),
  'one letter': filled('a'),
  'a sentence over and over': filled('以上问题，我将以严肃的态度进行反省并及时整改。', LARGE),
  'full stops': `${filled('.')}a`,
  'Chinese full stops': filled('。'),
  'stops and brackets': filled('.)'),
  spaces: filled(' '),
  'line ends': filled('\r\n\n\r'),
  tabs: filled('\t'),
  'rows of tabs': filled('a\tb\tc\n'),
  stars: filled('*'),
  'stars and letters': filled('*a '),
  underscores: filled('_'),
  'brackets that never close': filled('（此处'),
  'English brackets that never close': filled('[insert '),
  'opening quotes': filled('“'),
  'closing quotes': filled('”'),
  'markers that open': filled('##a'),
  markers: filled('##a##'),
  passwords: filled('密码：'),
  'a password far away': `密码：${filled(' ')}a`,
  'lone surrogates': filled('\udc00\ud83d'),
  'half an emoji at every cut': filled('x😀'),
  'promises without a verb': `${PROBLEMS}今后${filled('将')}`,
  'points without end': `${PROBLEMS}${filled('一是')}`,
  'empty points': `${PROBLEMS}${filled('1.\n')}`,
  dimensions: `${PROBLEMS}${filled('（一）理论学习方面。\n')}`,
  parts: filled('一、原因\n无\n'),
  owners: `${MEASURES}1.${filled('由')}`,
  names: `Actions\n• ${filled('Ab Cd ')}`,
  months: `Actions\n• ${filled('May ')}`,
  'declared aspects': filled('六方面'),
  digits: filled('1234567890'),
  'words far apart': filled('the  '),
  'English sentences': filled('Word. '),
};

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test('is checked to the end, a bounded number of findings, each inside the text', () => {
    for (const template of [TEAM, RETRO]) {
      const findings = findingsIn(text, template);
      for (const { key } of CATALOGUE) {
        expect(findings.filter(({ rule }) => rule === key).length, key).toBeLessThanOrEqual(MOST_OF_ONE_RULE);
      }
      let before = 0;
      for (const { start, end, quote = '', message } of findings) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(quote.length).toBeLessThanOrEqual(40);
        expect(message.zh.length + message.en.length).toBeLessThan(600);
        before = start;
      }
    }
  });
});

test('no quote and no place cuts a character in half', () => {
  const emoji = '😀'.repeat(80);
  for (const text of [`标题\n${emoji}一`, `标题\n${emoji}。${emoji}。`, `标题\n一${emoji}`]) {
    for (const { start, end, quote = '' } of findingsIn(text)) {
      expect(text.slice(start, end).isWellFormed()).toBe(true);
      expect(quote.isWellFormed()).toBe(true);
    }
  }
});

describe('CK17 repeats', () => {
  const codesOf = (words: string) => Int32Array.from(words, (character) => character.charCodeAt(0));

  /** By comparing all pairs: the length of the longest span at two places that do not overlap. */
  function longest(words: string): number {
    let most = 0;
    for (let a = 0; a < words.length; a++) {
      for (let b = a + 1; b < words.length; b++) {
        let n = 0;
        while (a + n < b && b + n < words.length && words[a + n] === words[b + n]) n += 1;
        most = Math.max(most, n);
      }
    }
    return most;
  }

  test('are equal, apart, and begin at or before every copy that comparing all pairs finds', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomOf(seed);
      const letter = () => '甲乙丙丁'[Math.floor(random() * 4)] ?? '甲';
      const pieces = Array.from({ length: 4 }, () =>
        Array.from({ length: 8 + Math.floor(random() * 20) }, letter).join(''),
      );
      const words = Array.from({ length: 12 }, () =>
        random() < 0.6 ? pieces[Math.floor(random() * 4)] : letter(),
      ).join('');
      const found = [...repeatsIn(codesOf(words), 6)];
      for (const { first, again, length } of found) {
        expect(words.slice(first, first + length), `seed ${seed}`).toBe(words.slice(again, again + length));
        expect(first + length, `seed ${seed}`).toBeLessThanOrEqual(again);
      }
      const covered = new Set(found.flatMap(({ again, length }) => Array.from({ length }, (_, n) => again + n)));
      for (let at = 0; at + 6 <= words.length; at++) {
        if (words.slice(0, at).includes(words.slice(at, at + 6)))
          expect(covered.has(at), `seed ${seed}, ${at}`).toBe(true);
      }
      expect(found.length > 0, `seed ${seed}`).toBe(longest(words) >= 6);
    }
  });
});
