import type { TextFormat } from '../compile/compile-format.js';
import { MATCHED_CHARACTERS } from '../compile/pattern.js';
import { compileSecret, secretsIn } from '../compile/secrets.js';
import { unwrap } from '../compile/wrappers.js';

/** A definition that does not do what it says. */
export interface SampleProblem {
  readonly file: string;
  /** Where in the file, from 1. */
  readonly line: number;
  readonly column: number;
  /** Format, message and number of the sample, from 1. */
  readonly where: string;
  readonly reason: string;
  readonly fix: string;
}

const MAX_WRAPPERS = 4;

/** Checks what is no message: every form of a record, every anchor and every secret is reached by some sample. */
export function checkParts(format: TextFormat): SampleProblem[] {
  return [...checkRecords(format), ...checkClock(format), ...checkSecrets(format)];
}

function problem(format: TextFormat, path: readonly (string | number)[], reason: string, fix: string): SampleProblem {
  return {
    file: format.file,
    ...format.locate(path),
    where: `${format.definition.id}: ${path.join('.')}`,
    reason,
    fix,
  };
}

function checkRecords(format: TextFormat): SampleProblem[] {
  const { messages, clock } = format.definition;
  const lines = messages.flatMap(({ samples }) => samples.flatMap((sample) => sample.lines));
  const forms = [...lines, ...(clock.header?.samples ?? [])].flatMap((line) => formsOf(format, line));
  return format.records.flatMap((record, i) =>
    forms.some((text) => record.test(text))
      ? []
      : [problem(format, ['record', i], 'No sample line has this form.', 'Add a sample with it, or take it out.')],
  );
}

/** A line with one wrapper after the other taken off, and its records where it holds several. */
function formsOf(format: TextFormat, line: string): string[] {
  const forms = (format.grammar.split ? line.split(format.grammar.split) : [line]).map((text) =>
    text.slice(0, MATCHED_CHARACTERS),
  );
  let text = line;
  let outer: string | undefined;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const inner = unwrap(text, format.grammar.wrappers, outer);
    if (inner === undefined || inner.text === text) break;
    text = inner.text;
    outer = inner.by;
    forms.push(text);
  }
  return forms;
}

function checkClock(format: TextFormat): SampleProblem[] {
  const { header, anchors, corrections } = format.definition.clock;
  const entries = [
    ...(header ? [{ entry: header, pattern: format.header, path: ['clock', 'header'] }] : []),
    ...anchors.map((entry, i) => ({ entry, pattern: format.anchors[i], path: ['clock', 'anchors', i] })),
    ...corrections.map((entry, i) => ({ entry, pattern: format.corrections[i], path: ['clock', 'corrections', i] })),
  ];
  return entries.flatMap(({ entry, pattern, path }) => {
    if (entry.samples.length === 0) {
      return [problem(format, path, 'The expression has no sample.', 'Add "samples" with a line that it fits.')];
    }
    return entry.samples
      .filter((text) => !text.includes(entry.contains) || pattern?.test(text) !== true)
      .map((text) => problem(format, path, `Literal and expression do not fit "${text}".`, 'Correct one of them.'));
  });
}

function checkSecrets(format: TextFormat): SampleProblem[] {
  return format.definition.secrets.flatMap((secret, i) => {
    const compiled = compileSecret(secret);
    if (secret.samples.length === 0) {
      return [problem(format, ['secrets', i], 'The secret has no sample.', 'Add a line and what of it is hidden.')];
    }
    return secret.samples.flatMap(({ line, hides }, n) => {
      const found = secretsIn(line, compiled);
      if (found.includes(hides)) return [];
      const reason = `In the sample ${found.length === 0 ? 'nothing' : `"${found.join('", "')}"`} is hidden, not "${hides}".`;
      return [problem(format, ['secrets', i, 'samples', n], reason, 'Correct the expression or the sample.')];
    });
  });
}
