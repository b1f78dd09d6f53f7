// What the page says will be recorded, and what a signer keeps of it: the line's own words, not those of the person as they are now.
import { expect, test } from 'vitest';
import { Recorded } from '../../app/review/sign/Recorded';
import type { SignoffLineView } from '../../domain/view';
import { rendered } from '../build/rendered';

const line = (more: Partial<SignoffLineView>): SignoffLineView => ({
  id: 'l1',
  personId: 'wu',
  name: 'Wu',
  colour: 1,
  roles: ['signatory', 'head'],
  scope: 'whole',
  standing: 'own',
  resting: false,
  turn: true,
  ...more,
});

test('11.50 name and roles are those of the line; only a delegate is said to stand for somebody', () => {
  const qian = { personId: 'qian', name: 'Qian' };
  const said = (more: Partial<SignoffLineView>) => rendered(<Recorded line={line(more)} />, 'en');
  expect(said({})).toContain('Recorded: Wu, Signatory, Head, server time');
  expect(said({ standing: 'transferred', standsFor: qian })).toContain('Recorded: Wu, Signatory');
  expect(said({ standing: 'delegated', standsFor: qian })).toContain('Recorded: Wu (for Qian), Signatory');
});
