import { z } from 'zod';
import { EVENT_TYPES, type EventType } from '../../../model/event.js';
import { STATS_TYPES, type StatsType } from '../../../model/metric.js';
import { SECRET_KINDS } from '../../../model/secret.js';
import { JSON_PATH } from '../compile/json-path.js';

/** Literals shorter than this would let most lines through the prefilter. */
const SHORTEST_LITERAL = 4;

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id is lower-case words joined by hyphens.');
const template = z.union([z.string(), z.number(), z.boolean()]);
const literal = z.string().min(SHORTEST_LITERAL, `A literal needs ${SHORTEST_LITERAL} characters or more.`);
const templates = z.record(z.string(), template);
const eventType = z.enum(EVENT_TYPES as [EventType, ...EventType[]]);
const statsType = z.enum(STATS_TYPES as [StatsType, ...StatsType[]]);

/**
 * One event that a line gives. `lostWhenJoined`: a join.fail of a connection that had been joined says that it was
 * lost; without it, it is a further join that was refused.
 */
const eventRecord = z.strictObject({
  event: eventType,
  fields: templates.default({}),
  lostWhenJoined: z.boolean().default(false),
});

const printedName = z.string().regex(/^\w+$/, 'A printed name is one word.');

/**
 * One reading that a line gives; `scan` maps names printed as `name: number` anywhere in the line to `metric|filter`.
 * Numbers between the same brackets belong to one object: a line may hold the readings of several users. An object
 * counts when it holds one of the names in `needs`, or the line one of the words in `orLine`.
 */
const statsRecord = z.strictObject({
  stats: statsType,
  kind: z.enum(['audio', 'video']).optional(),
  values: templates.default({}),
  labels: z.record(z.string(), z.string()).default({}),
  scan: z.record(printedName, z.string()).default({}),
  needs: z.array(printedName).default([]),
  orLine: z.array(z.string()).default([]),
});

/** A state that begins when `value` becomes one of `on` for a key, and ends with the next other value of the same key. */
const toggleRecord = z.strictObject({
  toggle: z.strictObject({ key: z.string(), value: z.string(), on: z.array(z.string()).min(1) }),
  start: eventType,
  end: eventType,
  fields: templates.default({}),
});

const record = z.union([eventRecord, statsRecord, toggleRecord]);

/** A record that a sample must give, written in the log's own units of the model. */
const expected = z.union([
  z.strictObject({ event: eventType, connection: z.string().optional(), fields: templates.default({}) }),
  z.strictObject({
    stats: statsType,
    kind: z.enum(['audio', 'video']).optional(),
    connection: z.string().optional(),
    values: z.record(z.string(), z.number()),
    labels: z.record(z.string(), z.string()).optional(),
  }),
]);

const sample = z.strictObject({ lines: z.union([z.string(), z.array(z.string()).min(1)]), gives: z.array(expected) });

/** Where a value stands in a JSON record: `$.stats.rtt`, `$["@timestamp"]`, `$.peers[0].id`; `@.rtt` within `each`. */
const jsonPath = z
  .string()
  .regex(
    JSON_PATH,
    'A path begins with $ (the record) or @ (an element of "each"): $.a.b, $["a b"], $.list[0], @.rtt.',
  );
const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** What must stand at a path: one value, one of several, anything (`exists: true`), nothing, or a text with a part. */
const condition = z.union([
  scalar,
  z.array(scalar).min(1),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ contains: z.string().min(1) }),
  z.strictObject({ matches: z.string().min(1) }),
]);

const message = z.strictObject({
  name: id,
  contains: z.array(literal).min(1),
  /** Without one, `where` alone decides. */
  pattern: z.string().default(''),
  /** Only for JSON records: all of these must hold. */
  where: z.record(jsonPath, condition).optional(),
  /** Only for JSON records: the records are given once for each element of the list, or each member of the object. */
  each: jsonPath.optional(),
  on: z.enum(['message', 'line']).default('message'),
  /** Only where the line or what carried it has a time, or (false) only where neither has. */
  timed: z.boolean().optional(),
  next: z.string().optional(),
  connection: z.string().optional(),
  /** The own user id: tells connections of one channel apart. */
  user: z.string().optional(),
  /** The message opens a connection beside others. */
  separate: z.boolean().default(false),
  alias: z.string().optional(),
  once: z
    .strictObject({
      key: z.string().default(''),
      value: z.string().default(''),
      within: z.number().positive(),
      until: z.array(eventType).default([]),
    })
    .optional(),
  /** Printed by some applications only: a log without it says nothing about what it tells. */
  incidental: z.boolean().default(false),
  gives: z.array(record).min(1),
  samples: z.array(sample).default([]),
});

const literalPattern = z.strictObject({
  contains: literal,
  pattern: z.string(),
  /** Messages (of a header: lines) that the expression must fit. */
  samples: z.array(z.string()).default([]),
});

/**
 * `date` says where the date stands: on each line, in a header, nowhere. `epoch`: lines print absolute times (group
 * epoch). `uptime`: times since some start. `order`: lines have no time at all, unless a wrapper has one.
 */
const clock = z.strictObject({
  date: z.enum(['line', 'header', 'none', 'epoch', 'uptime', 'order']),
  zone: z.enum(['local', 'utc']).default('local'),
  resolutionMs: z.number().nonnegative().default(1),
  header: literalPattern.optional(),
  anchors: z.array(literalPattern).default([]),
  /** Messages that say by how many ms (group offset) the times after them were corrected. */
  corrections: z.array(literalPattern).default([]),
});

/** Records that are JSON objects, or hold one behind their header. Of several paths the first that is there counts. */
const pathList = z.union([jsonPath, z.array(jsonPath).min(1)]);
const json = z.strictObject({
  /** An epoch (s, ms, µs, ns) or a text with date and time. */
  time: pathList.optional(),
  /** Where nothing stands there: the first member of the record, or of an object in it, whose name and value are a time. */
  timeAnywhere: z.boolean().default(false),
  /** s since start. */
  uptime: pathList.optional(),
  uptimeMs: pathList.optional(),
  /** The text in which messages are looked for. */
  message: pathList.optional(),
  connection: pathList.optional(),
});

/** Records of several lines. */
const multiline = z.strictObject({
  /** A line that ends with an open bracket is joined with those after it until the brackets balance. */
  brackets: z.boolean().default(false),
  /** Lines that belong to the message before them. */
  continues: z.string().optional(),
  lines: z.number().int().min(2).max(500).default(100),
});

/** Values that never leave the company: what the group `secret` matches. */
const secret = z.strictObject({
  name: id,
  kind: z.enum(SECRET_KINDS),
  contains: z.array(literal).min(1),
  pattern: z.string().regex(/\(\?<secret>/, 'The expression needs a group (?<secret>…) for what is to be hidden.'),
  samples: z.array(z.strictObject({ line: z.string(), hides: z.string() })).default([]),
});

/** One text format: how it is recognised, what its lines look like, how its clock works, what its messages mean. */
export const definitionSchema = z.strictObject({
  /** Id of a definition that this one completes; see src/formats/text/extend.ts. */
  extends: id.optional(),
  id,
  title: z.string().min(1),
  recognise: z
    .strictObject({
      lines: z.number().int().positive().default(1),
      share: z.number().min(0).max(1).default(0),
      /** Tried when nothing else fits, and only by lines that a message fits: for grammars that many logs have. */
      last: z.boolean().default(false),
    })
    .default({ lines: 1, share: 0, last: false }),
  wrappers: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  split: z.string().optional(),
  record: z.array(z.string()).default([]),
  json: json.optional(),
  multiline: multiline.optional(),
  secrets: z.array(secret).default([]),
  connection: z
    .strictObject({ pattern: z.string().optional(), carry: z.boolean().default(false) })
    .default({ carry: false }),
  clock,
  tables: z.record(z.string(), z.record(z.string(), template)).default({}),
  ignore: z.array(z.string()).default([]),
  /** Names of files `<name>.shared.yaml` whose messages come after the format's own. */
  include: z.array(id).default([]),
  messages: z.array(message).default([]),
});

/** Messages that several formats have. */
export const sharedSchema = z.strictObject({
  tables: z.record(z.string(), z.record(z.string(), template)).default({}),
  messages: z.array(message).min(1),
});
export type SharedMessages = z.infer<typeof sharedSchema>;

export type Definition = z.infer<typeof definitionSchema>;
export type MessageDefinition = Definition['messages'][number];
export type RecordDefinition = MessageDefinition['gives'][number];
export type ExpectedRecord = z.infer<typeof expected>;

/** Something printed around the lines of a log by what carried them: a console, logcat, syslog. */
export const wrappersSchema = z.strictObject({
  /** Names for several wrappers at once, for the definitions that may lie in all of them. */
  sets: z.record(id, z.array(id).min(1)).default({}),
  wrappers: z.array(
    z.strictObject({
      id,
      title: z.string().min(1),
      pattern: z.string().optional(),
      /** In place of a pattern: the carrier writes JSON lines. */
      json: z.strictObject({ message: pathList, time: pathList.optional(), tag: jsonPath.optional() }).optional(),
      place: z.enum(['around', 'suffix']).default('around'),
      /** Only directly within these wrappers: its form is too common to tell a carrier by. */
      within: z.array(id).min(1).optional(),
      unquote: z.enum(['none', 'safari', 'json', 'csv']).default('none'),
      samples: z.array(z.strictObject({ line: z.string(), gives: z.string() })).min(1),
    }),
  ),
});
export type WrapperDefinition = z.infer<typeof wrappersSchema>['wrappers'][number];

/** Logs that are known by name and for which there is no reader. */
export const knownSchema = z.strictObject({
  known: z.array(
    z.strictObject({
      id,
      title: z.string().min(1),
      status: z.enum(['no-reader', 'server-side', 'excerpt']).default('no-reader'),
      first: z.string().optional(),
      contains: z.array(z.string()).default([]),
      pattern: z.string().optional(),
      lines: z.number().int().positive().default(1),
      samples: z.array(z.string()).min(1),
    }),
  ),
});
export type KnownFormat = z.infer<typeof knownSchema>['known'][number];
