import type { Candidate } from '../diagnosis/group.js';
import type { Language } from '../locale/locale.js';
import type { CallSummary } from '../model/call.js';
import { type RuleFinding, SEVERITIES } from '../model/finding.js';
import type { ResultVersion } from '../model/result.js';
import { type CallParts, identify, type Part } from './identify.js';
import type { VersionEntry, VersionKnowledge } from './knowledge.js';
import { knownDefect } from './known-defect.js';
import { compareVersions, inRange, parseVersion } from './version.js';
import { versionWords } from './words.js';

/** An entry that is true of a part of a call. */
interface Match {
  readonly part: Part;
  readonly entry: VersionEntry;
}

/** The versions of the analysed calls against what is known of versions. */
export class VersionCheck {
  readonly #calls: ReadonlyMap<string, CallParts>;
  readonly #matches: ReadonlyMap<string, readonly Match[]>;

  constructor(knowledge: VersionKnowledge, calls: readonly CallSummary[]) {
    this.#calls = new Map(calls.map((call) => [call.id, identify(call, knowledge.components)]));
    this.#matches = new Map([...this.#calls].map(([id, parts]) => [id, matchesOf(parts, knowledge.entries)]));
  }

  /** The known defects of the call's versions that look like this finding, as candidates for its cause. */
  candidates(finding: RuleFinding): readonly Candidate[] {
    const matches = this.#matches.get(finding.episode.subject.call) ?? [];
    return matches
      .filter(({ entry }) => looksLike(entry, finding.rule))
      .map(({ part, entry }) => knownDefect(entry, `${part.name} ${part.version}`));
  }

  /**
   * One line for each version and each thing that is known of it; for a version of which nothing is known one line that
   * says so. Of calls with the same software each line stands once.
   * @param findings in the order of the result
   */
  lines(findings: readonly RuleFinding[], language: Language): ResultVersion[] {
    const lines = new Map<string, ResultVersion>();
    const byCall = indicesByCall(findings);
    for (const [id, { parts }] of this.#calls) {
      const matches = this.#matches.get(id) ?? [];
      for (const part of parts) {
        const own = matches.filter((match) => match.part === part);
        if (own.length === 0) add(lines, withoutEntry(part, language));
        for (const { entry } of own)
          add(
            lines,
            lineOf(
              part,
              entry,
              (byCall.get(id) ?? []).filter(([, { rule }]) => looksLike(entry, rule)),
              language,
            ),
          );
      }
      if (parts.length === 0) add(lines, nameless(language));
    }
    return [...lines.values()].sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  }
}

function add(lines: Map<string, ResultVersion>, line: ResultVersion): void {
  const key = `${line.component} ${line.version} ${line.message}`;
  const before = lines.get(key);
  lines.set(key, before === undefined ? line : merged(before, line));
}

/** A version against which the list has nothing, or of which it knows nothing. */
function withoutEntry({ name, version, component }: Part, language: Language): ResultVersion {
  const words = versionWords(language);
  const unknown = (message: string): ResultVersion => ({
    component: component?.id ?? name,
    name,
    version: version === '' ? 'unknown' : version,
    status: 'unknown',
    severity: null,
    source: null,
    date: null,
    message,
  });
  const numbers = parseVersion(version);
  if (numbers === undefined) return unknown(words.noVersion(name));
  if (component === undefined) return unknown(words.notListed(name, version));
  const { newest } = component;
  if (compareVersions(numbers.slice(0, newest.version.split('.').length), parseVersion(newest.version) ?? []) > 0)
    return unknown(words.newer(name, version, newest.version, newest.date));
  return { ...unknown(words.current(name, version)), status: 'current', date: newest.date };
}

/** What needs attention first. */
const STATUSES: readonly ResultVersion['status'][] = ['faulty', 'end-of-support', 'outdated', 'unknown', 'current'];

function matchesOf({ parts, platform }: CallParts, entries: readonly VersionEntry[]): Match[] {
  const has = ({ component, ...range }: VersionEntry['range']) =>
    parts.find((part) => part.component?.id === component && inRange(part.version, range));
  return entries.flatMap((entry) => {
    const part = has(entry.range);
    const elsewhere = entry.platform !== undefined && entry.platform !== platform;
    if (part === undefined || elsewhere) return [];
    return entry.together === undefined || has(entry.together) !== undefined ? [{ part, entry }] : [];
  });
}

function looksLike({ kind, rules }: VersionEntry, rule: string): boolean {
  if (kind !== 'faulty') return false;
  return rules.some((pattern) => (pattern.endsWith('*') ? rule.startsWith(pattern.slice(0, -1)) : pattern === rule));
}

/** A finding with its place in the result. */
type Indexed = readonly [index: number, finding: RuleFinding];

function indicesByCall(findings: readonly RuleFinding[]): ReadonlyMap<string, readonly Indexed[]> {
  const byCall = new Map<string, Indexed[]>();
  for (const [index, finding] of findings.entries()) {
    const { call } = finding.episode.subject;
    const own = byCall.get(call);
    if (own === undefined) byCall.set(call, [[index, finding]]);
    else own.push([index, finding]);
  }
  return byCall;
}

/** A fault that shows in a call is as bad as what it looks like there; all else is advice. */
function lineOf(
  { name, version }: Part,
  entry: VersionEntry,
  seen: readonly Indexed[],
  language: Language,
): ResultVersion {
  const severities = new Set(seen.map(([, { severity }]) => severity));
  return {
    component: entry.range.component,
    name,
    version,
    status: entry.kind,
    severity: SEVERITIES.find((severity) => severities.has(severity)) ?? 'P3',
    source: entry.source.url,
    date: entry.source.date,
    message: `${entry.message[language]}${versionWords(language).space}${entry.fix[language]}`,
    ...(seen.length === 0 ? {} : { findings: seen.map(([index]) => index) }),
  };
}

function merged(a: ResultVersion, b: ResultVersion): ResultVersion {
  const findings = [...new Set([...(a.findings ?? []), ...(b.findings ?? [])])].sort((x, y) => x - y);
  const severity = SEVERITIES.find((one) => one === a.severity || one === b.severity) ?? null;
  return { ...a, severity, ...(findings.length === 0 ? {} : { findings }) };
}

function nameless(language: Language): ResultVersion {
  return {
    component: 'unknown',
    name: 'unknown',
    version: 'unknown',
    status: 'unknown',
    severity: null,
    source: null,
    date: null,
    message: versionWords(language).nothingNamed,
  };
}
