import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { groupFindings } from '../report/groups.js';
import { didYouMean } from '../rules/suggest.js';
import { GENERIC, type Vendor } from './vendor.js';

/**
 * The vendor that a user names.
 * @throws UsageError that names the known ones
 */
export function namedVendor(name: string, vendors: readonly Vendor[]): Vendor {
  const found = vendors.find(({ id }) => id === name.toLowerCase());
  if (found !== undefined) return found;
  const known = vendors.map(({ id }) => id);
  throw new UsageError(`there is no vendor "${name}"${didYouMean(name, known)}\n  known are ${known.join(', ')}`);
}

/**
 * The vendor whose SDK wrote the logs: that of the log with the worst finding, else that of most logs. Dumps of a
 * browser are written by no vendor's SDK: they are generic, unless another log tells whose call it was.
 */
export function inferVendor(result: TriageResult, vendors: readonly Vendor[]): Vendor {
  const [worst] = groupFindings(result);
  const about = (source: string): readonly string[] => [
    ...result.sources.filter(({ path }) => path === source).map(({ format }) => format),
    ...result.calls.filter((call) => call.source === source).map(({ sdk }) => sdk.name.toLowerCase()),
  ];
  const named = (words: readonly string[]): Vendor | undefined =>
    vendors.find(({ formats, sdks }) =>
      [...formats, ...sdks].some((beginning) => words.some((word) => word.startsWith(beginning))),
    );
  const first = worst === undefined ? undefined : named(about(worst.worst.subject.source));
  if (first !== undefined) return first;
  const counts = new Map<Vendor, number>();
  for (const { path } of result.sources) {
    const vendor = named(about(path));
    if (vendor !== undefined) counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const generic = vendors.find(({ id }) => id === GENERIC);
  if (generic === undefined) throw new RangeError('The generic vendor is always there.');
  return most?.[0] ?? generic;
}
