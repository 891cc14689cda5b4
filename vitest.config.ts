import { defineConfig } from 'vitest/config';

// The zone is fixed so that reports with local times are the same on every machine.
process.env.TZ = 'UTC';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
});
