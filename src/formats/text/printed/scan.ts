import type { TemplateValue } from '../compile/template.js';
import { LineValues, NONE, printedNames } from './line-values.js';
import type { PrintedNames } from './names.js';

/** How numbers that stand anywhere in a line, each behind its name, become the readings of one or several objects. */
export interface Scan {
  /** Finds the numbers; the same for all scans of a message. */
  readonly reader: ValueReader;
  /** What becomes of the number behind a name, by the name's place in the reader's list. */
  readonly metrics: readonly (Metric | undefined)[];
  /** An object counts only with one of these names in it; undefined = any wanted name will do. */
  readonly needs: readonly boolean[] | undefined;
  /** Words on the line that stand in for `needs`. */
  readonly orLine: readonly string[];
}

interface Metric {
  readonly metric: string;
  readonly convert: (value: number) => TemplateValue;
}

/** Readings of one object of a line. */
export interface Scanned {
  /** Id of the user that the object is about: a member of it or of what it lies in, or the key before its bracket. */
  readonly uid: string | undefined;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Reads the texts in which several scans look for their names. They ask for the same two texts in turn, the line and what its
 * carriers have put into it: each is read once.
 */
export class ValueReader {
  readonly names: PrintedNames;
  private latest: LineValues;
  private other: LineValues;

  /** @param names those of all scans */
  constructor(names: readonly string[]) {
    this.names = printedNames(names);
    this.latest = new LineValues(this.names);
    this.other = new LineValues(this.names);
  }

  /** What a text says, until two others have been read. */
  read(text: string): LineValues {
    const { latest } = this;
    if (latest.isOf(text)) return latest;
    this.latest = this.other;
    this.other = latest;
    if (!this.latest.isOf(text)) this.latest.read(text);
    return this.latest;
  }
}

/**
 * Makes a scan of what a definition says.
 * @param metrics by printed names, which are some of the reader's
 */
export function makeScan(
  reader: ValueReader,
  metrics: ReadonlyMap<string, Metric>,
  needs: readonly string[],
  orLine: readonly string[],
): Scan {
  const { list } = reader.names;
  return {
    reader,
    metrics: list.map((name) => metrics.get(name)),
    needs: needs.length === 0 ? undefined : list.map((name) => needs.includes(name)),
    orLine,
  };
}

const NOTHING: readonly Scanned[] = [];

/** What a line says of each object on it. */
export function scanLine(line: string, scan: Scan): readonly Scanned[] {
  const values = scan.reader.read(line);
  let found: Scanned[] | undefined;
  for (let group = 0; group < values.groups; group++) {
    if (values.first[group] === NONE || !counts(values, group, line, scan)) continue;
    const readings = readingsOf(values, group, scan);
    if (readings === undefined) continue;
    found ??= [];
    found.push({ uid: values.userOf(group), values: readings });
  }
  return found ?? NOTHING;
}

/** True when a group holds what it needs to be read, or the line a word that stands in for that. */
function counts({ first, next, names }: LineValues, group: number, line: string, { needs, orLine }: Scan): boolean {
  if (needs === undefined) return true;
  for (let value = first[group] ?? NONE; value !== NONE; value = next[value] ?? NONE) {
    if (needs[names[value] ?? NONE] === true) return true;
  }
  return orLine.some((word) => line.includes(word));
}

/** The readings of a group; undefined when it has none. */
function readingsOf(
  { first, next, names, numbers }: LineValues,
  group: number,
  { metrics }: Scan,
): Record<string, number> | undefined {
  let readings: Record<string, number> | undefined;
  for (let value = first[group] ?? NONE; value !== NONE; value = next[value] ?? NONE) {
    const entry = metrics[names[value] ?? NONE];
    const number = numbers[value];
    if (entry === undefined || number === undefined || !Number.isFinite(number)) continue;
    const reading = entry.convert(number);
    if (typeof reading !== 'number' || !Number.isFinite(reading)) continue;
    readings ??= {};
    readings[entry.metric] ??= reading;
  }
  return readings;
}
