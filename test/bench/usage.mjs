/** Loaded into a measured program with --import: at its end, writes what it used to the file named in BENCH_USAGE. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // µs → s; libuv gives kilobytes.
  const usage = {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    rss: (maxRSS * 1024) / 1e6,
    wall: performance.now() / 1000,
  };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
});
