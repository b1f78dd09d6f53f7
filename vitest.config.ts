import { defineConfig } from 'vitest/config';

const WITHOUT_DATABASE = ['app', 'architecture', 'domain'].map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: WITHOUT_DATABASE } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: WITHOUT_DATABASE,
          globalSetup: ['tests/build/postgres.ts'],
        },
      },
    ],
  },
});
