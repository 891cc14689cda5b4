import type { Report, YamlPath } from '../rules/problem.js';
import { didYouMean } from '../rules/suggest.js';
import type { Component, VersionEntry, VersionKnowledge, VersionRange } from './knowledge.js';
import type { RawEntry, RawVersions } from './schema.js';
import { compareVersions, parseVersion } from './version.js';

/**
 * The content of a versions file → VersionKnowledge; what does not fit together is reported at its place.
 * @param ruleIds rules that exist: entries may name only these
 */
export function toKnowledge(raw: RawVersions, ruleIds: readonly string[], report: Report): VersionKnowledge {
  const components = toComponents(raw, report);
  const ids = components.map(({ id }) => id);
  const entries = Object.entries(raw.entries).map(([id, entry]): VersionEntry => {
    const path = ['entries', id];
    checkRange(entry, path, ids, report);
    if (entry.together !== undefined) checkRange(entry.together, [...path, 'together'], ids, report);
    for (const [index, rule] of (entry.rules ?? []).entries())
      checkRule(rule, [...path, 'rules', index], ruleIds, report);
    return toEntry(id, entry);
  });
  return { components, entries };
}

function toComponents(raw: RawVersions, report: Report): Component[] {
  const owners = new Map<string, string>();
  return Object.entries(raw.components).map(([id, { title, names, newest }]) => {
    const own = names.map((name) => name.toLowerCase());
    for (const [index, name] of own.entries()) {
      const owner = owners.get(name);
      if (owner !== undefined)
        report(
          ['components', id, 'names', index],
          `\`${names[index]}\` is also a name of \`${owner}\`.`,
          'Give it to one.',
        );
      owners.set(name, id);
    }
    return { id, title, names: new Set(own), newest };
  });
}

function toEntry(id: string, raw: RawEntry): VersionEntry {
  return {
    id,
    kind: raw.kind,
    range: toRange(raw),
    ...(raw.platform === undefined ? {} : { platform: raw.platform }),
    ...(raw.together === undefined ? {} : { together: toRange(raw.together) }),
    rules: raw.rules ?? [],
    domain: raw.domain ?? 'application',
    message: raw.message,
    fix: raw.fix,
    source: raw.source,
  };
}

interface RawRange {
  readonly component: string;
  readonly from?: string | undefined;
  readonly below?: string | undefined;
}

const toRange = ({ component, from, below }: RawRange): VersionRange => ({
  component,
  ...(from === undefined ? {} : { from }),
  ...(below === undefined ? {} : { below }),
});

function checkRange(
  { component, from, below }: RawRange,
  path: YamlPath,
  known: readonly string[],
  report: Report,
): void {
  if (!known.includes(component)) {
    const reason = `there is no component \`${component}\`${didYouMean(component, known) || '.'}`;
    report([...path, 'component'], reason, 'Components are declared in the same file.');
  }
  const [low, high] = [from, below].map((version) => (version === undefined ? undefined : parseVersion(version)));
  if (low !== undefined && high !== undefined && compareVersions(low, high) >= 0)
    report([...path, 'below'], `no version is at least ${from} and below ${below}.`, 'Swap or mend them.');
}

function checkRule(pattern: string, path: YamlPath, ids: readonly string[], report: Report): void {
  const known = pattern.endsWith('*') ? ids.some((id) => id.startsWith(pattern.slice(0, -1))) : ids.includes(pattern);
  if (!known)
    report(
      path,
      `no rule is called \`${pattern}\`${didYouMean(pattern, ids) || '.'}`,
      'Name a rule id, or a beginning with `*` at the end.',
    );
}
