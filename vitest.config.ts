import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are the reference machine; browser and process tests bring processes of their own.
    maxWorkers: 2,
    // A test that runs wild shall not take the machine with it.
    execArgv: ['--max-old-space-size=2048'],
  },
});
