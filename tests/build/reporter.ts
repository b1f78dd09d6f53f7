// The last line of a test run, in one plain form (CONTRACT "Commands").
import type { Reporter, TestModule } from 'vitest/node';

export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      // A file that did not load, or whose set-up or tear-down failed, has no failed test to count: it failed all the same.
      const tests = [...module.children.allTests()];
      if (module.state() === 'failed' && tests.every((test) => test.result().state !== 'failed')) count.failed += 1;
      for (const test of tests) count[test.result().state] += 1;
    }
    const failed = count.failed + errors.length;
    console.log(`${count.passed} passed, ${failed} failed, ${count.skipped + count.pending} skipped`);
  }
}
