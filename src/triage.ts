import type { Readable } from 'node:stream';
import type { FormatReader, Warning } from './formats/format.js';
import { createRegistry, type Registry } from './formats/registry.js';
import { DefinitionError } from './formats/text/error.js';
import { DamagedInputError } from './input/damage.js';
import { type InputSource, openInputs } from './input/input.js';
import type { InputPart } from './input/part.js';
import { orderRotated } from './input/rotation.js';
import { sumKnown } from './input/sum-known.js';
import type { Language } from './locale/locale.js';
import type { TriageResult } from './model/result.js';
import { UsageError } from './model/usage-error.js';
import { buildResult } from './result/build.js';
import { withoutDuplicates } from './result/duplicates.js';
import { INFERABLE_SCENARIOS } from './result/infer-scenario.js';
import { parsePeriod } from './result/period.js';
import { type ByteWitness, type ReadLog, ReadMeter } from './result/read-log.js';
import { createEvaluator, type Evaluator } from './rules/evaluate.js';
import { loadRules, type RuleSet } from './rules/load.js';
import { formatProblem } from './rules/problem.js';
import { createSignals } from './signals/engine.js';
import { toolVersion } from './version.js';
import { loadVersions } from './versions/load.js';

export interface TriageProgress {
  readonly path: string;
  /** Bytes read so far of this source, as they lie on the disk where that is known. */
  readonly bytes: number;
  readonly total: number | undefined;
}

export interface TriageOptions {
  readonly language?: Language;
  /** Scenario id; inferred from the calls when absent. */
  readonly scenario?: string;
  /** Folders with the user's own rules, scenarios and causes. */
  readonly rules?: readonly string[];
  /** Folders with the user's own format definitions. */
  readonly formats?: readonly string[];
  /** A format definition that is tried before all others. */
  readonly map?: string;
  /** A list of versions in place of the one that ships with the package. */
  readonly sdkVersions?: string;
  /** See src/result/period.ts for the accepted forms. */
  readonly since?: string;
  readonly until?: string;
  /** IANA name or ±hh:mm: of logs without a zone, and the zone in which times are shown. */
  readonly zone?: string;
  /** Folder that relative paths start from. */
  readonly cwd?: string;
  /** What the path `-` reads. */
  readonly stdin?: Readable;
  readonly onProgress?: (progress: TriageProgress) => void;
  /** Asked for once a file: it is shown the bytes of the file while they are read (redaction learns from them). */
  readonly witness?: () => ByteWitness;
}

/**
 * Triages logs: the whole pipeline from paths to one result.
 * @param paths files, folders, glob patterns, `-`
 * @throws UsageError for an unknown scenario, a time that cannot be read, or rule or format files with mistakes; what is wrong
 *   with a log is part of the result instead
 */
export async function triage(paths: readonly string[], options: TriageOptions = {}): Promise<TriageResult> {
  const judge = createJudge(options);
  const inputs = openInputs(paths, {
    cwd: options.cwd ?? '.',
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
  });
  return judge(inputs);
}

/**
 * Triages many sources one by one: each gets a result of its own, so that memory does not grow with their number. What
 * only several logs together tell (the two ends of one call) is not seen this way.
 * @throws UsageError as `triage`, before any source is read
 */
export function triageOneByOne(options: TriageOptions = {}): (source: InputSource) => Promise<TriageResult> {
  const judge = createJudge(options);
  return (source) => judge([source]);
}

type Judge = (inputs: AsyncIterable<InputSource> | Iterable<InputSource>) => Promise<TriageResult>;

/** Loads what judging needs; the result is asked for as often as there are inputs that belong together. */
function createJudge(options: TriageOptions): Judge {
  const period = parsePeriod(options.since, options.until);
  const ruleSet = usableRules(options.rules ?? [], options.scenario);
  const ruleIds = ruleSet.rules.map(({ rule }) => rule.id);
  const registry = usableFormats(options);
  const versions = loadVersions(ruleIds, options.sdkVersions);
  return async (inputs) => {
    const evaluator = evaluatorFor(ruleSet, options.scenario);
    const logs: ReadLog[] = [];
    for await (const source of inputs) logs.push(...(await readSource(source, registry, evaluator, options)));
    return buildResult({
      tool: { name: 'rtc-triage', version: toolVersion() },
      language: options.language ?? 'en',
      zone: options.zone,
      scenario: options.scenario,
      period,
      ruleSet,
      versions,
      logs: withoutDuplicates(logs),
      evaluate: (scenario) => evaluator.finish(scenario),
    });
  };
}

/** Loads the rules; refuses mistakes in the user's files and unknown scenarios before any log is read. */
function usableRules(folders: readonly string[], scenario: string | undefined): RuleSet {
  const ruleSet = loadRules(folders);
  const errors = ruleSet.problems.filter((problem) => problem.level === 'error');
  if (errors.length > 0) {
    throw new UsageError(
      `the rules cannot be used:\n${errors.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
    );
  }
  const known = ruleSet.scenarios.map(({ id }) => id);
  if (scenario !== undefined && !known.includes(scenario)) {
    throw new UsageError(`there is no scenario "${scenario}"; known are ${known.join(', ')}`);
  }
  return ruleSet;
}

/** The formats of the run; a mistake in one of the user's own is told before any log is read. */
function usableFormats({ formats, map }: TriageOptions): Registry {
  try {
    return createRegistry({
      ...(formats === undefined ? {} : { folders: formats }),
      ...(map === undefined ? {} : { map }),
    });
  } catch (error) {
    throw error instanceof DefinitionError ? new UsageError(error.message) : error;
  }
}

function evaluatorFor({ rules, scenarios, causes }: RuleSet, scenario: string | undefined): Evaluator {
  const plain = rules.map(({ rule }) => rule);
  const candidates = scenarios.filter(({ id }) =>
    scenario === undefined ? INFERABLE_SCENARIOS.includes(id) : id === scenario,
  );
  return createEvaluator(plain, candidates, {
    evidence: causes.evidence,
    ...(scenario === undefined ? {} : { scenario }),
  });
}

/** One source may hold parts of several formats (a folder's rotated names prove nothing): each format is its own log. */
async function readSource(
  source: InputSource,
  registry: Registry,
  evaluator: Evaluator,
  options: TriageOptions,
): Promise<ReadLog[]> {
  if (source.problem !== undefined) {
    return [
      {
        path: source.path,
        format: 'unknown',
        status: 'failed',
        parts: [],
        warnings: [{ code: source.problem.code, detail: source.problem.message }],
      },
    ];
  }
  const logs: ReadLog[] = [];
  const byReader = new Map<FormatReader, InputPart[]>();
  for (const part of source.parts) {
    const found = registry.recognise(part.head, part.binary);
    if ('open' in found) byReader.set(found, [...(byReader.get(found) ?? []), part]);
    else {
      // What it tells of secrets hides them in the other logs and in the report, which quotes names of files.
      if (!part.binary && options.witness !== undefined) await show(part, options.witness());
      const nothing = { path: part.path, bytes: part.bytes ?? 0, records: 0, start: undefined, end: undefined };
      logs.push({
        path: part.path,
        format: found.format,
        status: found.status,
        parts: [nothing],
        warnings: [found.warning],
      });
    }
  }
  for (const [reader, parts] of byReader) logs.push(await readParts(reader, parts, evaluator, options));
  return logs;
}

const SHOWN_AT_A_TIME = 256 * 1024;

/** Shows a log that no format reads to a witness; where the file is damaged it ends. */
async function show(part: InputPart, witness: ByteWitness): Promise<void> {
  const reader = part.open();
  const buffer = Buffer.allocUnsafe(SHOWN_AT_A_TIME);
  for (;;) {
    const count = await reader.read(buffer, 0).catch((error: unknown) => {
      if (error instanceof DamagedInputError) return 0;
      throw error;
    });
    if (count === 0) break;
    witness.push(buffer.subarray(0, count));
  }
  witness.end();
}

async function readParts(
  reader: FormatReader,
  unordered: readonly InputPart[],
  evaluator: Evaluator,
  options: TriageOptions,
): Promise<ReadLog> {
  const timed = unordered.map((part) => ({ part, number: part.number, time: reader.firstTime(part.head) }));
  const parts = orderRotated(timed).map(({ part }) => part);
  const path = (parts.find((part) => part.number === undefined) ?? parts[0])?.path ?? '';
  evaluator.observes(path, reader.observes);
  const signals = createSignals(evaluator, path);
  const meter = new ReadMeter(signals, progressOf(path, parts, options));
  const session = reader.open(meter, options.zone === undefined ? {} : { zone: options.zone });
  const failures: Warning[] = [];
  for (const part of parts) {
    const witness = options.witness?.();
    try {
      await session.read(meter.meter(part, witness));
    } catch (error) {
      // A log must not take the batch down with it: what was read counts, and the failure is part of the answer.
      failures.push({ code: 'read-failed', detail: error instanceof Error ? error.message : String(error) });
    }
    witness?.end();
    meter.endPart(part.path);
  }
  const summary = session.finish();
  const hole = meter.holes.warning(summary.shiftMs, options.zone ?? summary.clock.zone);
  return {
    path,
    format: reader.id,
    status: failures.length === 0 ? 'analyzed' : 'failed',
    parts: meter.parts,
    summary,
    digest: meter.digest.value(),
    calls: signals.finish({ end: summary.end, resolutionMs: summary.clock.resolutionMs }),
    warnings: [...summary.warnings, ...(hole === undefined ? [] : [hole]), ...failures],
  };
}

/** Reports how far reading has come: stored bytes where the part tells its place in them, else unpacked ones. */
function progressOf(path: string, parts: readonly InputPart[], { onProgress }: TriageOptions): (count: number) => void {
  if (onProgress === undefined) return () => undefined;
  const total = sumKnown(parts.map((part) => part.storedBytes));
  let unpacked = 0;
  return (count) => {
    unpacked += count;
    onProgress({ path, bytes: sumKnown(parts.map((part) => part.position())) ?? unpacked, total });
  };
}
