import { z } from 'zod';
import { SEVERITIES } from '../model/finding.js';
import type { ShapeHelp } from '../rules/check-shape.js';

/** The shape of rules/support.yaml, before meaning is checked (convert.ts does that). */

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be lower-case letters, digits and hyphens, such as `enterprise`' });
/** Said where keys are needed and something else stands; other mistakes of a mapping keep their own words. */
const notMapping = ({ code }: { readonly code?: string }): string | undefined =>
  code === 'invalid_type' ? 'must be a mapping, that is keys with values' : undefined;
const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const localized = z.strictObject({ en: text, 'zh-CN': text }, { error: notMapping });
const zone = z.string({ error: 'must be a time zone such as `Asia/Shanghai` or `+08:00`' });

const HOURS = 'must be open hours such as `09:00-18:00` or `09:00-12:00, 13:30-18:00`';
const dayHours = z
  .string({ error: HOURS })
  .regex(/^\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d){0,5}$/, { error: HOURS });

const DAY = 'must be a day such as `2026-10-01` or `10-01`, or a span such as `2026-10-01..2026-10-07`';
const day = z.string({ error: DAY }).regex(/^(\d{4}-)?\d\d-\d\d$|^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/, { error: DAY });

const TARGET = 'must be a length of time such as `15min`, `4h` or `2d`, or `none`';
const target = z.string({ error: TARGET }).regex(/^(\d{1,5}(min|h|d)|none)$/, { error: TARGET });

/** Name of a calendar, or `always` for around the clock. */
const hours = name;

const calendar = z.strictObject(
  {
    title: localized,
    zone,
    week: z.strictObject(
      {
        mon: dayHours.optional(),
        tue: dayHours.optional(),
        wed: dayHours.optional(),
        thu: dayHours.optional(),
        fri: dayHours.optional(),
        sat: dayHours.optional(),
        sun: dayHours.optional(),
      },
      { error: notMapping },
    ),
    holidays: z.array(day).max(1000).optional(),
    workdays: z.array(day).max(1000).optional(),
  },
  { error: notMapping },
);

const promise = z.strictObject(
  {
    respond: target,
    solve: target,
    hours: hours.optional(),
    channel: localized.optional(),
  },
  { error: notMapping },
);

const tier = z.strictObject(
  {
    title: localized,
    zone: zone.optional(),
    hours,
    channel: localized,
    targets: z.strictObject({ P0: promise, P1: promise, P2: promise, P3: promise }, { error: notMapping }),
  },
  { error: notMapping },
);

export const supportFile = z.strictObject(
  {
    example: z.boolean().optional(),
    title: localized,
    calendars: z.record(name, calendar),
    tiers: z.record(name, tier),
  },
  { error: notMapping },
);

export type RawSupport = z.infer<typeof supportFile>;
export type RawCalendar = z.infer<typeof calendar>;
export type RawTier = z.infer<typeof tier>;
export type RawPromise = z.infer<typeof promise>;

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** For messages about mistakes. */
export const SUPPORT_FILES: ShapeHelp = {
  page: 'docs/support.md',
  keys: [
    ...[
      'example',
      'title',
      'calendars',
      'tiers',
      'zone',
      'week',
      'holidays',
      'workdays',
      'hours',
      'channel',
      'targets',
    ],
    ...['respond', 'solve', 'en', 'zh-CN', ...WEEKDAYS, ...SEVERITIES],
  ],
};
