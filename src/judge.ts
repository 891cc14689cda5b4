import type { Readable } from 'node:stream';
import { evaluatorFor, usableFormats, usableRules } from './analysis/prepare.js';
import { type ReadingProgress, readSource } from './analysis/read-source.js';
import type { UserFormats } from './formats/text/definition/load.js';
import { type InputGroup, type InputSource, openGroup } from './input/input.js';
import type { Language } from './locale/locale.js';
import type { Phase } from './model/phase.js';
import type { TriageResult } from './model/result.js';
import { buildResult } from './result/build.js';
import { withoutDuplicates } from './result/duplicates.js';
import { parsePeriod } from './result/period.js';
import type { ByteWitness, ReadLog } from './result/read-log.js';
import type { RuleSet } from './rules/load.js';
import type { Shard } from './shards/shard.js';
import { toolVersion } from './version.js';
import type { VersionKnowledge } from './versions/knowledge.js';
import { loadVersions } from './versions/load.js';
import { type Jobs, largestOf } from './workers/plan.js';
import { readInThreads } from './workers/read-in-threads.js';

export type TriageProgress = ReadingProgress;

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
  /**
   * Threads that read logs at the same time. 1, the default, starts none: threads are for whoever owns the process to
   * decide about; `auto` takes one a core where there is enough to read. The result is the same for every number. With a
   * `witness`, one thread reads all.
   */
  readonly jobs?: Jobs;
  /** Reads one share of the logs only; the result says in `partial` what `mergeShards` needs. */
  readonly shard?: Shard;
  /** What the paths lead to, for who has looked already. */
  readonly inputs?: readonly InputGroup[];
  readonly onProgress?: (progress: TriageProgress) => void;
  /** Told what the run does next, for who tunes the engine to it. */
  readonly onPhase?: (phase: Phase) => void;
  /**
   * Asked for once a file: it is shown the bytes of the file while they are read (redaction learns from them). `input` is
   * the place among everything that the paths led to, also where a shard reads a part of it.
   */
  readonly witness?: (input: number) => ByteWitness;
}

/** Reads logs and puts them together, with one set of rules and options. */
export interface Judge {
  readonly ruleSet: RuleSet;
  readonly versions: VersionKnowledge;
  read(source: InputSource): Promise<readonly ReadLog[]>;
  /**
   * The logs of each group, in the order of the groups.
   * @param places of the groups among all inputs, where they are not all
   */
  readAll(groups: readonly InputGroup[], places?: readonly number[]): Promise<readonly (readonly ReadLog[])[]>;
  /** The result of logs that belong together, in the order of the inputs. */
  build(logs: readonly ReadLog[]): TriageResult;
}

/**
 * Loads what judging needs; it is used as often as there are inputs that belong together.
 * @throws UsageError for an unknown scenario, a time that cannot be read, or files of the user's with mistakes
 */
export function createJudge(options: TriageOptions): Judge {
  const { scenario, language = 'en' } = options;
  const period = parsePeriod(options.since, options.until);
  const ruleSet = usableRules(options.rules ?? [], scenario);
  const user = userFormats(options);
  const registry = usableFormats(user, ruleSet, options.rules ?? []);
  const versions = loadVersions(
    ruleSet.rules.map(({ rule }) => rule.id),
    options.sdkVersions,
  );
  const evaluator = evaluatorFor(ruleSet, scenario);
  const { witness, ...reading } = options;
  const read = (source: InputSource, input = 0, isOnly = false) =>
    readSource(source, registry, evaluator, {
      ...reading,
      isOnly,
      ...(witness === undefined ? {} : { witness: () => witness(input) }),
    });
  return {
    ruleSet,
    versions,
    read: (source) => read(source),
    readAll: async (groups, places) => {
      const answers = await readInThreads(groups, { ...options, formats: user });
      const left = groups.filter((_, at) => answers[at] === undefined);
      if (left.length > 0) options.onPhase?.({ name: 'reading', largest: largestOf(left) });
      const logs: (readonly ReadLog[])[] = [];
      const isOnly = options.shard === undefined && isOneFile(groups);
      for (const [at, group] of groups.entries()) {
        const input = places?.[at] ?? at;
        logs.push(answers[at] ?? (await readGroup(group, (source) => read(source, input, isOnly), options)));
      }
      options.onPhase?.({ name: 'read' });
      return logs;
    },
    build: (logs) =>
      buildResult({
        tool: { name: 'rtc-triage', version: toolVersion() },
        language,
        zone: options.zone,
        scenario,
        period,
        ruleSet,
        versions,
        logs: withoutDuplicates(logs),
        evaluate: (id) =>
          evaluator.join(
            logs.flatMap(({ judged = [] }) => judged),
            id,
          ),
      }),
  };
}

/** The formats that the user adds, as their loader takes them. */
export function userFormats({ formats, map }: TriageOptions): UserFormats {
  return {
    ...(formats === undefined ? {} : { folders: formats }),
    ...(map === undefined ? {} : { map }),
  };
}

/** One file is one log, unless it is a zip file. */
function isOneFile([group, ...others]: readonly InputGroup[]): boolean {
  return others.length === 0 && group?.kind === 'files' && group.files.length === 1;
}

async function readGroup(
  group: InputGroup,
  read: (source: InputSource) => Promise<readonly ReadLog[]>,
  { cwd = '.', stdin }: TriageOptions,
): Promise<ReadLog[]> {
  const logs: ReadLog[] = [];
  const input = { cwd, ...(stdin === undefined ? {} : { stdin }) };
  for await (const source of openGroup(group, input)) logs.push(...(await read(source)));
  return logs;
}
