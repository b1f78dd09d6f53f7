// Who reads what: the live text, the version that was approved, or nothing; and what a look by break-glass opens.
import { describe, expect, test } from 'vitest';
import { AUDIT_GROUPS, AUDIT_KINDS, isAuditGroup, namelessActor } from '../../domain/audit';
import { ACTIONS, abilitiesOf, adminMay, can, mayExport } from '../../domain/policy';
import { mayReadVersion, readingOf } from '../../domain/reading';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import en from '../../domain/words/en.json';
import { expected } from '../build/matrix';

const ME = 'me';
const of = (stage: Stage, roles: readonly Role[], more: { approvedNo?: number; lookers?: string[] } = {}) => ({
  id: 'r',
  stage,
  members: roles.length > 0 ? [{ personId: ME, roles }] : [],
  ...more,
});
const APPROVED = { outcome: 'approved' };

describe('PO5 drafting anew', () => {
  test('PO5 who may not read the draft goes on reading the approved version, at no other stage and without one nothing', () => {
    for (const stage of STAGES) {
      for (const role of ROLES) {
        const live = expected('read', [role], stage);
        expect(readingOf(of(stage, [role], { approvedNo: 1 }), ME), `${role} ${stage}`).toBe(
          live ? 'live' : 'approved',
        );
        expect(readingOf(of(stage, [role]), ME), `${role} ${stage}`).toBe(live ? 'live' : null);
      }
      expect(readingOf(of(stage, [], { approvedNo: 1 }), ME), stage).toBe(null);
    }
  });

  test('PO5 they know of it, have the approved file, and may do nothing else', () => {
    for (const role of ['signatory', 'head', 'viewer'] as const) {
      const anew = of('drafting', [role], { approvedNo: 2 });
      expect(abilitiesOf(anew, ME)).toEqual(['know', 'export-approved']);
      expect(mayReadVersion(anew, ME, APPROVED)).toBe(true);
      expect(mayReadVersion(anew, ME, { outcome: 'cancelled' })).toBe(false);
      expect(mayExport(anew, ME, APPROVED)).toBe(true);
      expect(mayExport(anew, ME, null)).toBe(false);
    }
  });

  test('PO4 whoever could have the approved file has it at every stage of the next version', () => {
    for (const stage of STAGES)
      for (const role of ROLES) expect(mayExport(of(stage, [role], { approvedNo: 1 }), ME, APPROVED)).toBe(true);
    expect(mayExport(of('drafting', ['commenter'], { approvedNo: 1 }), ME, null)).toBe(false);
  });
});

describe('BG break-glass', () => {
  test('BG1 a look reads and does nothing else, at every stage', () => {
    for (const stage of STAGES) {
      const looked = of(stage, [], { lookers: [ME], approvedNo: 1 });
      expect(ACTIONS.filter((action) => can(looked, ME, action))).toEqual(['know', 'read']);
      expect(readingOf(looked, ME)).toBe('live');
      expect(can(looked, 'somebody', 'know')).toBe(false);
      for (const version of [null, APPROVED, { outcome: 'open' }]) expect(mayExport(looked, ME, version)).toBe(false);
    }
  });

  test('PO6 what an administrator may do without reading, everybody else may not', () => {
    const acts = ['archive', 'unarchive', 'see-title', 'break-glass', 'purge', 'hide-comment'] as const;
    const stages = acts.map((act) => STAGES.filter((stage) => adminMay({ admin: true }, stage, act)).length);
    expect(stages).toEqual([1, 1, 5, 5, 1, 5]);
    for (const act of acts) expect(STAGES.some((stage) => adminMay({ admin: false }, stage, act))).toBe(false);
  });
});

test('every kind of the record has words, and its group too', () => {
  const words = en.audit as unknown as { kind: Record<string, Record<string, string>>; group: Record<string, string> };
  for (const group of AUDIT_GROUPS) {
    expect(Object.keys(words.kind[group] ?? {}).sort(), group).toEqual([...AUDIT_KINDS[group]].sort());
    expect(words.group[group], group).toBeTruthy();
  }
  expect(isAuditGroup('toString')).toBe(false);
});

test('PK21 what nobody with a name did is told as the operator’s where it is done at the command line, else as the server’s', () => {
  const of = (who: string) =>
    AUDIT_GROUPS.flatMap((group) => AUDIT_KINDS[group].map((act) => `${group}.${act}`)).filter(
      (kind) => namelessActor(kind) === who,
    );
  expect(of('operator').sort()).toEqual([
    'backup.restored',
    'export.record',
    'key.bad',
    'key.rotated',
    'review.restored',
  ]);
  expect(of('server')).toContain('signoff.completed');
});
