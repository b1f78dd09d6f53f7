// The keyboard of the review screen, the ends of a connection, and who is counted as present.
import { describe, expect, it } from 'vitest';
import { endingOf } from '../../app/review/endings';
import { KEY_GROUPS, KEY_WORDS, waysOf } from '../../app/review/keyList';
import { commandOf, type Press, threadCommandOf } from '../../app/review/keys';
import { peopleHere } from '../../app/review/people';
import { isOffered, keysFor, OFFERED } from '../../app/shell/commandList';
import { CLOSE } from '../../domain/protocol';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';

const press = (with_: Partial<Press>): Press => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...with_,
});

describe('shortcuts', () => {
  it.each([
    ['comment', { ctrlKey: true, altKey: true, code: 'KeyM', key: 'm' }],
    ['comment', { metaKey: true, altKey: true, code: 'KeyM', key: 'µ' }],
    ['outline', { ctrlKey: true, code: 'Backslash', key: '\\' }],
    ['rail', { ctrlKey: true, altKey: true, code: 'Digit0', key: '0' }],
    ['walk', { key: 'F6' }],
    ['walk-back', { key: 'F6', shiftKey: true }],
    ['next-thread', { key: 'ArrowDown', altKey: true }],
    ['previous-thread', { key: 'ArrowUp', altKey: true }],
  ] as const)('%s', (command, keys) => {
    expect(commandOf(press(keys))).toBe(command);
  });

  it('none fires while an IME composes', () => {
    expect(commandOf(press({ ctrlKey: true, altKey: true, code: 'KeyM', isComposing: true }))).toBeNull();
    expect(threadCommandOf(press({ key: 'r', isComposing: true }))).toBeNull();
  });

  it('none of them signs, and Enter alone does nothing', () => {
    expect(commandOf(press({ key: 'Enter', ctrlKey: true }))).toBeNull();
    expect(commandOf(press({ key: 'Enter' }))).toBeNull();
  });

  it('leaves plain letters and arrows to the text', () => {
    for (const key of ['m', 'ArrowDown', 'r', 'e', '0']) expect(commandOf(press({ key }))).toBeNull();
  });

  it('on a thread: R replies, E resolves, Esc goes back to the text', () => {
    expect(['r', 'E', 'Escape', 'x'].map((key) => threadCommandOf(press({ key })))).toEqual([
      'reply',
      'resolve',
      'leave',
      null,
    ]);
  });
});

describe('the end of a connection', () => {
  it.each([
    [CLOSE.sessionOver, 'session-over'],
    [CLOSE.notAMember, 'gone'],
    [CLOSE.noSuchReview, 'gone'],
    [CLOSE.clientTooOld, 'update'],
    [CLOSE.badFrame, 'refused'],
    [CLOSE.otherHistory, 'history'],
    [CLOSE.tooLarge, 'refused'],
  ] as const)('%i asks somebody to act: %s', (code, ending) => {
    expect(endingOf(code)).toBe(ending);
  });

  it('asks nobody when the page comes back by itself', () => {
    for (const code of [CLOSE.askAgain, CLOSE.clientTooNew, CLOSE.restart, CLOSE.overloaded, 1006, null]) {
      expect(endingOf(code)).toBeNull();
    }
  });
});

describe('presence', () => {
  const me = { id: 'me', name: '林若溪', colour: 1 };
  const other = { id: 'other', name: '陈嘉禾', colour: 2 };

  it('counts a person once, however many tabs they have open, the reader first', () => {
    expect(peopleHere([other, me, other, me], me)).toEqual([me, other]);
  });

  it('counts the reader even before the server has said so', () => {
    expect(peopleHere([], me)).toEqual([me]);
  });
});

describe('the keys of the text', () => {
  const at = (within: Press['within'], key: string, more: Partial<Press> = {}) =>
    commandOf({
      key,
      code: `Key${key.toUpperCase()}`,
      ctrlKey: true,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      isComposing: false,
      within,
      ...more,
    });

  it('find, replace and link while the text has the focus; elsewhere they are the browser’s', () => {
    expect([at('text', 'f'), at('text', 'h'), at('text', 'l')]).toEqual(['find', 'replace', 'link']);
    expect(at('reading', 'F')).toBe('find');
    expect([at('field', 'f'), at(null, 'f'), at('text', 'f', { shiftKey: true })]).toEqual([null, null, null]);
    expect(at('text', 'f', { isComposing: true })).toBeNull();
  });

  it('? lists the keys outside editors; Ctrl Alt F is full screen everywhere', () => {
    const mark = { ctrlKey: false, shiftKey: true };
    expect([at(null, '?', mark), at('reading', '?', mark)]).toEqual(['keys', 'keys']);
    expect([at('text', '?', mark), at('field', '?', mark)]).toEqual([null, null]);
    expect(at('text', 'f', { altKey: true })).toBe('full');
  });
});

describe('one source for presses, palette and list', () => {
  const does = Object.values(KEY_GROUPS).flat();

  it('the list names every key once, each with a way to press it and words in both languages', () => {
    expect([...does].sort()).toEqual([...KEY_WORDS].sort());
    for (const one of does) {
      expect(waysOf(one).flat().length, one).toBeGreaterThan(0);
      expect([zh.editor.keys.does[one], en.editor.keys.does[one]].every(Boolean), one).toBe(true);
    }
    expect(waysOf('finding')).toEqual([['F8'], ['Shift', 'F8']]);
    expect(waysOf('search')).toEqual([['Ctrl', 'K']]);
  });

  it('the palette has words and a sign for every command, and the keys of the screen', () => {
    const offered = Object.keys(OFFERED);
    expect(offered.sort()).toEqual(Object.keys(zh.search.keys).sort());
    expect(offered.sort()).toEqual(Object.keys(en.search.keys).sort());
    expect([keysFor('next-finding'), keysFor('find'), keysFor('print')]).toEqual(['F8', 'Ctrl F', undefined]);
    expect([isOffered('walk'), isOffered('toString'), isOffered('mode')]).toEqual([false, false, true]);
  });
});
