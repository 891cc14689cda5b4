// How busy the machine is while a call runs: a starved host makes clean calls look broken.
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';

const PERIOD_MS = 1000;

/** Busy and total time of all processors, clock ticks. */
function processorTimes() {
  const [user, nice, system, idle, iowait, irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { busy, total: busy + idle + iowait };
}

/** Watches the machine until `stop`, which returns the share of processor time in use each second and how late timers were. */
export function watchHost() {
  let last = processorTimes();
  let due = performance.now() + PERIOD_MS;
  const samples = [];
  const timer = setInterval(() => {
    const now = processorTimes();
    const used = (now.busy - last.busy) / Math.max(1, now.total - last.total);
    const lateMs = Math.max(0, Math.round(performance.now() - due));
    samples.push({ ts: Date.now(), used: Number(used.toFixed(2)), lateMs });
    last = now;
    due = performance.now() + PERIOD_MS;
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    const used = samples.map((sample) => sample.used);
    const mean = used.reduce((sum, value) => sum + value, 0) / Math.max(1, used.length);
    return {
      processors: cpus().length,
      loadavg: loadavg().map((value) => Number(value.toFixed(2))),
      meanUsed: Number(mean.toFixed(2)),
      saturatedSeconds: used.filter((value) => value > 0.95).length,
      samples,
    };
  };
}
