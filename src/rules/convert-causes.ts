import type { CauseDefinition, Causes, EvidenceDefinition, EvidenceReference, Reach } from './cause.js';
import { contextOf, reportUnused, toEpisodeParts } from './convert.js';
import { defaultMeasure } from './default-measure.js';
import type { Report, YamlPath } from './problem.js';
import type { RawCauses, RawReference } from './schema.js';
import { didYouMean } from './suggest.js';

type RawCause = RawCauses['causes'][string];

/** The content of rules/causes.yaml → evidence and causes. `known` holds the evidence of other files that may be named. */
export function toCauses(raw: RawCauses, report: Report, known: readonly string[] = []): Causes {
  const evidence = Object.entries(raw.evidence).map(([id, definition]) =>
    toEvidence(id, definition, below(['evidence', id], report)),
  );
  const names = new Set([...known, ...Object.keys(raw.evidence)]);
  const causes = Object.entries(raw.causes).map(([id, cause]) =>
    toCause(id, cause, names, below(['causes', id], report)),
  );
  return { evidence, causes };
}

function toEvidence(id: string, raw: RawCauses['evidence'][string], report: Report): EvidenceDefinition {
  const subjects = Array.isArray(raw.subject) ? raw.subject : [raw.subject];
  const context = contextOf(raw, subjects, report);
  const parts = toEpisodeParts({ ...raw, measure: raw.measure ?? defaultMeasure(raw.when) }, context);
  reportUnused(context);
  return { id, subjects, ...parts, text: raw.text, ...(raw.absent === undefined ? {} : { absent: raw.absent }) };
}

function toCause(id: string, raw: RawCause, names: ReadonlySet<string>, report: Report): CauseDefinition {
  const { requires } = raw;
  const refer = (reference: RawReference, path: YamlPath): EvidenceReference => {
    const { evidence, where } = typeof reference === 'string' ? { evidence: reference, where: undefined } : reference;
    if (!names.has(evidence)) {
      report(
        path,
        `unknown evidence \`${evidence}\`${didYouMean(evidence, names) || '.'}`,
        'Declare it under `evidence`.',
      );
    }
    const reach: Reach = where ?? requires.where ?? 'connection';
    return { evidence, where: reach };
  };
  const list = (key: 'all' | 'any' | 'none') =>
    (requires[key] ?? []).map((item, index) => refer(item, ['requires', key, index]));
  const weigh = (key: 'supports' | 'contradicts') =>
    (raw[key] ?? []).map((item, index) => ({ ...refer(item, [key, index]), weight: item.weight }));
  if ((requires.all ?? []).length + (requires.any ?? []).length === 0) {
    report(
      ['requires'],
      `the cause \`${id}\` requires no evidence, so it would explain every finding.`,
      'Name evidence under `all` or `any`.',
    );
  }
  return {
    id,
    domain: raw.domain,
    title: raw.title,
    explains: raw.explains,
    requires: { all: list('all'), any: list('any'), none: list('none') },
    supports: weigh('supports'),
    contradicts: weigh('contradicts'),
    base: raw.base,
    next: raw.next,
  };
}

/** Reports at paths below a part of the file. */
function below(prefix: YamlPath, report: Report): Report {
  return (path, reason, fix, options) => report([...prefix, ...path], reason, fix, options);
}
