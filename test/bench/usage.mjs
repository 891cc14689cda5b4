/** Loaded into a measured program with --import: at its end, writes the most memory it used to the file in BENCH_USAGE. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  // libuv gives kilobytes.
  writeFileSync(process.env.BENCH_USAGE, String((process.resourceUsage().maxRSS * 1024) / 1e6));
});
