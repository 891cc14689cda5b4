import { parseYaml } from '../rules/locate.js';
import { formatProblem, type RuleProblem, type YamlPath } from '../rules/problem.js';
import { isZone, timesOf } from './calendar.js';
import type { Interval } from './interval.js';

/** A planned interruption of the service: its time is not part of what the service promised. */
export interface MaintenanceWindow extends Interval {
  readonly reason: string;
}

/** What a maintenance file says, or what is wrong with it (`file:line:column error: …`). */
export type Maintenance =
  | { readonly windows: readonly MaintenanceWindow[]; readonly mistakes?: undefined }
  | { readonly windows?: undefined; readonly mistakes: readonly string[] };

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const FORMS = 'Write it as 2026-02-10T23:00, or with an offset as 2026-02-10T23:00+01:00.';
const ACROSS_MIDNIGHT = 'A window across midnight ends on the next date.';
const DOCS = 'See docs/sla.md.';

/**
 * Reads a maintenance file: `windows:` with `start`, `end` and `reason` each, and optionally `zone:` for times without
 * an offset. Never throws for what is in the file.
 * @param zone of times without an offset when the file names none
 */
export function parseMaintenance(text: string, file: string, zone: string): Maintenance {
  const { yaml, problems } = parseYaml(text, file);
  if (yaml === undefined) return { mistakes: problems.map(formatProblem) };
  const reader = new MaintenanceReader((path, reason, fix, on = 'value') => ({
    level: 'error',
    file,
    ...yaml.place(path, on),
    reason,
    fix,
  }));
  const windows = reader.file(yaml.value, zone);
  return reader.problems.length > 0 ? { mistakes: reader.problems.map(formatProblem) } : { windows };
}

type Locate = (path: YamlPath, reason: string, fix: string, on?: 'key' | 'value') => RuleProblem;

/** Walks through the document and notes every mistake, so that an author mends them in one go. */
class MaintenanceReader {
  readonly problems: RuleProblem[] = [];

  constructor(private readonly locate: Locate) {}

  file(value: unknown, zone: string): MaintenanceWindow[] {
    const file = this.mapping(value, [], ['zone', 'windows']);
    if (file === undefined) return [];
    const named = file.get('zone');
    if (named !== undefined && (typeof named !== 'string' || !isZone(named))) {
      this.problem(
        ['zone'],
        `\`${String(named)}\` is no time zone.`,
        'Give an IANA name such as Europe/Berlin, or +01:00.',
      );
      return [];
    }
    const windows = file.get('windows');
    if (!Array.isArray(windows)) {
      this.problem(['windows'], '`windows` is not a list.', `Write \`windows:\` and a list below it. ${DOCS}`);
      return [];
    }
    return windows.flatMap((window: unknown, index) => this.window(window, ['windows', index], named ?? zone) ?? []);
  }

  private window(value: unknown, path: YamlPath, zone: string): MaintenanceWindow | undefined {
    const window = this.mapping(value, path, ['start', 'end', 'reason']);
    if (window === undefined) return undefined;
    const start = this.time(window.get('start'), [...path, 'start'], zone);
    const end = this.time(window.get('end'), [...path, 'end'], zone);
    const reason = window.get('reason');
    if (typeof reason !== 'string' || reason.trim() === '') {
      return this.problem([...path, 'reason'], '`reason` is no text.', 'Say in a few words what was done.');
    }
    if (start === undefined || end === undefined) return undefined;
    if (end <= start) {
      return this.problem([...path, 'end'], 'the window does not end after its start.', ACROSS_MIDNIGHT);
    }
    return { start, end, reason: reason.trim() };
  }

  private time(value: unknown, path: YamlPath, zone: string): number | undefined {
    const key = String(path.at(-1));
    if (value === undefined || value === null) return this.problem(path, `\`${key}\` is missing.`, FORMS);
    const match = typeof value === 'string' ? TIME.exec(value) : null;
    const [, date = '', minutes = '', seconds = '00', fraction = '0', offset] = match ?? [];
    const iso = `${date}T${minutes}:${seconds}.${fraction.padEnd(3, '0')}`;
    const wall = match === null ? Number.NaN : Date.parse(`${iso}Z`);
    // Date.parse takes February 30 for March 2.
    if (Number.isNaN(wall) || new Date(wall).toISOString() !== `${iso}Z`) {
      return this.problem(path, `\`${String(value)}\` is no time.`, FORMS);
    }
    if (offset !== undefined) {
      const time = Date.parse(`${iso}${offset}`);
      return Number.isNaN(time) ? this.problem(path, `\`${offset}\` is no offset.`, FORMS) : time;
    }
    const times = timesOf(wall, zone);
    if (times.length === 1) return times[0];
    const how = times.length === 0 ? 'does not exist' : 'comes twice';
    return this.problem(
      path,
      `\`${String(value)}\` ${how} in ${zone}: the clocks are changed then.`,
      'Add the offset.',
    );
  }

  private mapping(value: unknown, path: YamlPath, known: readonly string[]): ReadonlyMap<string, unknown> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.problem(path, 'this is not a mapping.', `Its keys are ${known.join(', ')}. ${DOCS}`);
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    for (const key of entries.keys()) {
      if (known.includes(key)) continue;
      this.problem([...path, key], `unknown key \`${key}\`.`, `The keys here are ${known.join(', ')}.`, 'key');
    }
    return entries;
  }

  private problem(path: YamlPath, reason: string, fix: string, on?: 'key' | 'value'): undefined {
    this.problems.push(this.locate(path, reason, fix, on));
    return undefined;
  }
}
