import { test } from 'vitest';
import { aService } from '../build/nodes';
test('starts', async () => {
  for (let n = 0; n < 25; n++) {
    try { const s = await aService(['worker', 'collab', 'worker', 'collab']); await s.close(); }
    catch (error) { if (!/not signed in|Invalid URL|parse URL/.test(String(error))) console.log('ROUND', n, String(error).slice(0, 1500)); }
  }
}, 400000);
