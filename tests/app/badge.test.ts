// P2: the badge never says "saved" over words that the server has not acknowledged.
import { describe, expect, it } from 'vitest';
import { type SaveInput, type SaveKind, saveState, spokenAfter } from '../../app/review/badge';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';

const calm: SaveInput = {
  link: 'live',
  unsaved: 0,
  late: false,
  settled: true,
  savedAt: null,
  writes: true,
  frozenAt: null,
};
const kindOf = (input: Partial<SaveInput>) => saveState({ ...calm, ...input }).kind;

describe('P2/T04 the save badge', () => {
  it('says saved with an open socket, a settled copy and nothing unacknowledged', () => {
    expect(kindOf({})).toBe('saved');
    expect(kindOf({ savedAt: 5 })).toBe('savedAt');
  });

  it('says checking, never saved, before the first exchange of this copy is settled', () => {
    expect(kindOf({ settled: false })).toBe('checking');
    expect(kindOf({ settled: false, link: 'connecting' })).toBe('checking');
  });

  it.each(['live', 'connecting', 'offline', 'stopped'] as const)(
    'never says saved with unsaved words while the socket is %s',
    (link) => {
      for (const settled of [true, false]) {
        for (const writes of [true, false]) {
          for (const frozenAt of [null, 1]) {
            for (const savedAt of [null, 1]) {
              const kind = kindOf({ link, unsaved: 2, settled, writes, frozenAt, savedAt });
              expect(['saving', 'pending', 'offline', 'stopped']).toContain(kind);
            }
          }
        }
      }
    },
  );

  it('says unsaved, and no longer saving, once an edit has waited for too long behind an open socket', () => {
    expect(kindOf({ unsaved: 1 })).toBe('saving');
    expect(kindOf({ unsaved: 1, late: true })).toBe('late');
    expect(kindOf({ unsaved: 1, late: true, link: 'connecting' })).toBe('pending');
  });

  it('never says saved without an open socket', () => {
    for (const link of ['connecting', 'offline', 'stopped'] as const) {
      expect(['reconnecting', 'offline']).toContain(kindOf({ link, savedAt: 1 }));
    }
  });

  it('says where words are that were refused: on this device', () => {
    expect(saveState({ ...calm, link: 'stopped', unsaved: 3 })).toMatchObject({
      kind: 'stopped',
      unsaved: 3,
      look: 'is-offline',
    });
  });

  it('names the freeze, with its time, once nothing is unsaved', () => {
    expect(saveState({ ...calm, writes: false, frozenAt: 99 })).toMatchObject({ kind: 'frozen', at: 99 });
  });

  it('says reading only to those who may not write', () => {
    expect(kindOf({ writes: false })).toBe('reading');
  });

  it('has words, seen and spoken, in both languages for every kind', () => {
    const inputs: Partial<SaveInput>[] = [
      {},
      { savedAt: 1 },
      { settled: false },
      { unsaved: 1 },
      { unsaved: 1, late: true },
      { unsaved: 1, link: 'connecting' },
      { link: 'connecting' },
      { link: 'offline' },
      { link: 'stopped', unsaved: 1 },
      { frozenAt: 1 },
      { writes: false },
    ];
    const kinds = inputs.map(kindOf);
    expect(new Set(kinds).size).toBe(11);
    for (const words of [zh.save, en.save]) {
      for (const kind of kinds) {
        expect(words[kind], kind).toBeTruthy();
        expect(words.spoken[kind], kind).toBeTruthy();
      }
    }
  });

  it('is spoken at trouble and at its end, and never at a word that is saved as it should be', () => {
    const heard = (...kinds: SaveKind[]) => {
      const said: (SaveKind | null)[] = [];
      let before: ReturnType<typeof spokenAfter> | null = null;
      for (const kind of kinds) {
        const now = spokenAfter(before, kind);
        if (now.words !== before?.words) said.push(now.words);
        before = now;
      }
      return said.filter((one) => one !== null);
    };
    expect(heard('checking', 'saved', 'saving', 'savedAt', 'saving', 'savedAt')).toEqual(['checking', 'saved']);
    expect(heard('savedAt', 'offline', 'reconnecting', 'saving', 'savedAt')).toEqual([
      'offline',
      'reconnecting',
      'savedAt',
    ]);
    expect(heard('saving', 'late', 'savedAt', 'saving', 'savedAt')).toEqual(['late', 'savedAt']);
    expect(spokenAfter(spokenAfter(null, 'savedAt'), 'saving').words).toBe(null);
  });
});
