// Two projects: tests of plain code, and tests that need a PostgreSQL (one for the whole run).
import { defineConfig } from 'vitest/config';

const WITHOUT_DATABASE = ['app', 'architecture', 'domain', 'files', 'protocol'].map(
  (folder) => `tests/${folder}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most files wait for sockets, processes and pages: two at once also on two cores.
    maxWorkers: 2,
    // A driven browser loses a key press now and then on a loaded machine; what is broken fails twice.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', 'tests/build/reporter.ts'],
    projects: [
      // Pure functions leave nothing behind: their files share a worker, and what it has loaded.
      { extends: true, test: { name: 'unit', include: WITHOUT_DATABASE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: WITHOUT_DATABASE,
          isolate: false,
          globalSetup: ['tests/build/postgres.ts'],
        },
      },
    ],
  },
});
