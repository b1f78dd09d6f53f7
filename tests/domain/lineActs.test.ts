// What the menu on a line offers to whom; the commands decide again.
import { expect, test } from 'vitest';
import { actsOn } from '../../domain/lineActs';
import { abilitiesOf } from '../../domain/policy';
import type { Role } from '../../domain/review';

const reader = (personId: string, roles: Role[]) => ({
  personId,
  abilities: abilitiesOf({ id: 'r', stage: 'signoff', members: [{ personId, roles }] }, personId),
});
const line = { personId: 'zhao', standing: 'own', resting: false, turn: true } as const;

const step = { issues: false };

test('WF16 nobody is added beside who issues', () => {
  const acts = actsOn(line, { issues: true }, reader('lin', ['owner']));
  expect([acts.includes('add-before'), acts.includes('transfer'), acts.includes('add-beside')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('an owner may do everything with an open line but sign for its person', () => {
  expect(actsOn(line, step, reader('lin', ['owner']))).toEqual([
    'remind',
    'delegate',
    'transfer',
    'add-before',
    'add-beside',
    'due',
    'return-step',
    'remove',
  ]);
});

test('a signer passes on the own line and nothing else; others are offered nothing', () => {
  expect(actsOn(line, step, reader('zhao', ['signatory']))).toEqual(['delegate', 'transfer']);
  expect(actsOn(line, step, reader('qian', ['signatory']))).toEqual([]);
  expect(actsOn(line, step, reader('li', ['editor']))).toEqual([]);
});

test('a line that signed these bytes is not passed on, and one whose objection stands is not taken out either', () => {
  expect(actsOn({ ...line, decision: 'agree', stale: false }, step, reader('zhao', ['signatory']))).toEqual([]);
  const objecting = actsOn({ ...line, decision: 'object', stale: true }, step, reader('lin', ['owner']));
  expect(objecting).not.toContain('remove');
  expect(objecting).not.toContain('transfer');
});

test('a delegation is taken back by principal, delegate and owner until the delegate has decided', () => {
  const delegated = {
    ...line,
    personId: 'dai',
    standing: 'delegated',
    standsFor: { personId: 'zhao', name: 'Zhao' },
  } as const;
  for (const one of [reader('zhao', ['signatory']), reader('dai', ['signatory']), reader('lin', ['owner'])])
    expect(actsOn(delegated, step, one)).toContain('give-back');
  expect(actsOn({ ...delegated, decision: 'agree', stale: false }, step, reader('zhao', ['signatory']))).toEqual([]);
});
