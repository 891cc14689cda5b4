import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** Every source file with the files and packages it imports; a type-only import counts like any other. */
const files = sourceFiles(SRC).map((path) => ({
  path: relative(SRC, path),
  text: readFileSync(path, 'utf8'),
  imports: importsOf(path),
}));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sourceFiles(path) : name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
  return specifiers.map((name) => (name.startsWith('.') ? relative(SRC, resolve(dirname(path), name)) : name));
}

const folder = (path: string) => path.split('/')[0] ?? path;
const local = (name: string) =>
  !name.startsWith('node:') && files.some((file) => file.path === name.replace(/\.js$/, '.ts'));

/** What each folder may import from src/, beside itself. Nothing else: an arrow that is not here must never exist. */
const ALLOWED: Record<string, readonly string[]> = {
  model: [],
  yaml: ['model/shortage.js', 'package-files.js'],
  // A ByteReader is what formats read from, so input implements the types of formats/format.ts.
  input: ['model', 'formats/format.js'],
  json: ['model', 'formats/format.js', 'input'],
  formats: ['model', 'json', 'input', 'yaml', 'package-files.js'],
  signals: ['model'],
  // The evaluator is the sink of the signals.
  rules: ['model', 'signals/sink.js', 'yaml', 'package-files.js'],
  diagnosis: ['model', 'rules'],
  locale: ['model'],
  result: ['model', 'locale', 'rules', 'diagnosis', 'formats/format.js', 'signals', 'versions'],
  report: ['model', 'locale'],
  // One log from its bytes to what the rules make of it, on whatever thread.
  analysis: ['model', 'input', 'formats', 'codes', 'signals', 'rules', 'result'],
  // One share of many logs as data, and back; where its report is redacted, with what was learned from the logs.
  shards: [
    'model',
    'input',
    'formats/text/definition/load.js',
    'codes/load-codes.js',
    'rules',
    'result',
    'versions',
    'privacy',
    'judge.js',
  ],
  workers: ['analysis', 'input', 'formats/text/definition/load.js', 'result', 'model/phase.js', 'package-files.js'],
  // Loads the bundled program; what it bundles is its only look at the rest.
  start: [
    'commands/program.js',
    'commands/io.js',
    'model/usage-error.js',
    'model/phase.js',
    'worker.js',
    'yaml/file-buffer.js',
    'package-files.js',
  ],
  // Takes values out of texts and results; knows neither what a log is nor what a report looks like.
  privacy: ['model', 'input/text-codes.js'],
  // Computes on results; the rules folder reads YAML with places, the result folder knows zones.
  sla: [
    'model',
    'locale',
    'report',
    'formats/format.js',
    'json/members.js',
    'rules/locate.js',
    'rules/problem.js',
    'result/times.js',
  ],
  // Its file is read and located like a rule file; its times are told like those of the result.
  support: ['model', 'locale', 'rules', 'result/times.js', 'package-files.js'],
  // Its files are read and located like rule files; formats hand it their events.
  codes: ['model', 'rules', 'formats/format.js', 'formats/registry.js', 'yaml', 'package-files.js'],
  // A known defect of a version is a candidate for a cause.
  versions: ['model', 'locale', 'rules', 'diagnosis', 'yaml', 'package-files.js'],
  // Reads the logs again for what they say of identifiers, and makes a document of a result.
  ticket: [
    'model',
    'locale',
    'report',
    'privacy',
    'support',
    'input',
    'rules',
    'formats/text/compile/pattern.js',
    'package-files.js',
  ],
};

describe('the arrows of docs/architecture.md', () => {
  for (const [from, allowed] of Object.entries(ALLOWED)) {
    it(`${from} imports only ${['itself', ...allowed].join(', ')}`, () => {
      const wrong = files
        .filter((file) => folder(file.path) === from)
        .flatMap((file) => file.imports.filter(local).map((name) => [file.path, name] as const))
        .filter(([, name]) => folder(name) !== from && !allowed.includes(folder(name)) && !allowed.includes(name))
        .map(([path, name]) => `${path} → ${name}`);
      expect(wrong).toEqual([]);
    });
  }

  it('gives every folder of src a place in this table', () => {
    const folders = new Set(files.filter((file) => file.path.includes('/')).map((file) => folder(file.path)));
    for (const entry of ['commands', 'generate']) folders.delete(entry);
    expect([...folders].sort()).toEqual(
      Object.keys(ALLOWED)
        .filter((name) => folders.has(name))
        .sort(),
    );
  });
});

describe('the outside world', () => {
  const outside = (allowed: RegExp, forbidden: RegExp) =>
    files
      .filter((file) => !allowed.test(file.path) && forbidden.test(withoutComments(file.text)))
      .map((file) => file.path);

  it('prints and exits only in the command line', () => {
    expect(
      outside(
        /^(start\/main|generate\/(bundle|compile)|commands\/.*)\.ts$/,
        /\bconsole\.|\bprocess\.(stdout|stderr|exit|argv|env)\b/,
      ),
    ).toEqual([]);
  });

  it('touches files only where they are read for a purpose: input, the loaders of data, the command line', () => {
    const allowed =
      /^(commands\/.*|input\/.*|version|rules\/(load|read)[\w-]*|formats\/text\/definition\/load[\w-]*|ticket\/load[\w-]*|codes\/load[\w-]*|yaml\/(prepared|file-buffer)|start\/(chunks|standard-stream)|generate\/.*)\.ts$/;
    expect(outside(allowed, /['"]node:fs(\/promises)?['"]/)).toEqual([]);
  });

  it('starts threads in one place', () => {
    expect(outside(/^(worker|workers\/pool)\.ts$/, /['"]node:worker_threads['"]/)).toEqual([]);
  });

  it('never touches the network or other programs, and evaluates no text as code', () => {
    expect(
      outside(
        /^$/,
        /from ['"]node:(net|http|https|http2|dgram|tls|dns|child_process)['"]|\bfetch\(|\beval\(|new Function\(/,
      ),
    ).toEqual([]);
    // The only code that is made of a text is the program's own.
    expect(outside(/^start\/chunks\.ts$/, /['"]node:vm['"]/)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
