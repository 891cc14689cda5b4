/**
 * Loaded into a measured program with --require: at its end, writes the most memory it used to the file in BENCH_USAGE.
 * Not an ES module: with --import Node loads what those need into a program that may have none, 4 MB of it.
 */
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  // libuv gives kilobytes.
  writeFileSync(process.env.BENCH_USAGE, String((process.resourceUsage().maxRSS * 1024) / 1e6));
});
