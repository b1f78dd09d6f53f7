// What a record of events says of an approval, and what it never says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DERIVED_FROM, isApprovedBy, type RecordedEvent, rederive } from '../../domain/rederive';

const at = '2026-11-30T08:00:00.000Z';
const text = { contentSha256: 'c', recordSha256: 'r' };
const line = {
  ...{ id: 'l', seat: '1/a', step: 1, personId: 'a', name: 'A', roles: ['signatory'], scope: 'whole' as const },
  ...{ group: null, standing: 'own' as const, standsFor: null },
};
const title = { zh: '会签', en: 'Sign off' };
const steps = [{ no: 1, key: '1', order: 1, title, rule: { kind: 'all' as const }, issues: false }];
const frozen: RecordedEvent = {
  ...{ kind: 'version.frozen', at },
  body: { versionNo: 2, ...text, overrides: [], sections: [], steps, lines: [line] },
};
const made = (more: object = {}) =>
  ({
    ...{ kind: 'decision.made', at },
    body: {
      ...{ versionNo: 2, ...text, scope: 'whole', decisionId: 'd', seat: '1/a', signerId: 'a', name: 'A', roles: [] },
      ...{ decision: 'agree', authMethod: 'password', authAt: at, sessionHash: '', ...more },
    },
  }) as RecordedEvent;
const completed: RecordedEvent = { kind: 'signoff.completed', at, body: { versionNo: 2, ...text } };

test('SG26 an approval is one of its version and its bytes, to which every event leads without a fault', () => {
  const by = (events: readonly RecordedEvent[], no = 2, contentSha256 = 'c') =>
    isApprovedBy(events, { no, contentSha256 });
  expect(by([frozen, made(), completed])).toBe(true);
  expect(by([frozen, made(), completed], 1)).toBe(false);
  expect(by([frozen, made(), completed], 2, 'other')).toBe(false);
  expect(by([frozen, completed])).toBe(false);
  expect(by([frozen, made()])).toBe(false);
  expect(by([frozen, made({ decision: 'abstain' }), completed])).toBe(false);
  expect(by([frozen, made({ signerId: 'b' }), completed])).toBe(false);
});

test('SG18 a decision that names another version, other bytes or another record than those in force is a fault', () => {
  const faults = (more: object) => rederive([frozen, made(more)]).faults.map(({ code }) => code);
  expect(faults({})).toEqual([]);
  expect(faults({ versionNo: 1 })).toEqual(['other-version']);
  expect(faults({ contentSha256: 'x' })).toEqual(['other-bytes']);
  expect(faults({ recordSha256: 'x' })).toEqual(['other-record']);
});

test('SG26 every kind of event that the derivation reads is asked for where an approval is proven', () => {
  const source = readFileSync(new URL('../../domain/rederive.ts', import.meta.url), 'utf8');
  const read = [...source.matchAll(/case '([\w.]+)':/g)].map(([, kind]) => kind);
  expect(read.length).toBeGreaterThan(0);
  expect([...DERIVED_FROM].sort()).toEqual(read.sort());
});
