import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { packagePath } from '../package-files.js';
import { type JsonSchema, resultJsonSchema } from '../report/result-schema.js';
import { chunkText } from '../start/chunks.js';
import { PROGRAM_FOLDER } from '../start/load-program.js';
import { asAscii } from '../yaml/ascii.js';
import { withoutPrivateNames } from './private-names.js';
import { linkProgram } from './program-link.js';

/**
 * What a run loads only when it needs it (src/start/chunks.ts), by the modules of each chunk: those that most runs do
 * without. All else is with the entry, `main`. A hot path must not cross from `main` into one of them: each use looks the name up.
 */
const CHUNKS: readonly { readonly name: string; readonly test: RegExp }[] = [
  { name: 'zod', test: /node_modules\/zod\// },
  { name: 'yaml', test: /dist\/yaml\/yaml\.js$|node_modules\/yaml\// },
  { name: 'schema', test: /dist\/(?!report\/result-).*schema\.js$/ },
  {
    name: 'glob',
    test: /dist\/input\/glob\.js$|node_modules\/(fast-glob|micromatch|@nodelib|braces|picomatch|glob-parent|fill-range|to-regex-range|merge2|fastq|reusify|run-parallel|queue-microtask|is-[a-z]+)\//,
  },
  { name: 'zip', test: /dist\/input\/zip\.js$|node_modules\/(yauzl|pend|fflate)\// },
  {
    name: 'table',
    test: /dist\/report\/text\/table\.js$|node_modules\/(cli-table3|string-width|@colors|strip-ansi|ansi-regex|emoji-regex|is-fullwidth-code-point)\//,
  },
  { name: 'members', test: /dist\/json\/members\.js$|node_modules\/stream-(json|chain)\// },
  { name: 'threads', test: /dist\/workers\/pool\.js$/ },
  { name: 'worker', test: /dist\/worker\.js$/ },
  {
    name: 'shards',
    test: /dist\/shards\/(decode-code|decode-log|encode-log|join|partial-of|read-partial|redaction)\.js$/,
  },
  { name: 'sla', test: /dist\/sla\/(?!(forms|criteria)\.js$)/ },
  { name: 'ticket', test: /dist\/((ticket|support)\/(?!vendor\.js$)|locale\/ticket-words\.js$)/ },
  {
    // What reads a log of statistics. Whether it is one, and reading a text's lines, is with all else.
    name: 'statistics',
    test: /dist\/(json\/|formats\/(webrtc-internals|rtcstats|getstats|firefox)\/(?!(reader|recognise|envelope|events)\.js$)|formats\/stats\/(?!(json-text|raw|shapes)\.js$))/,
  },
  { name: 'chinese', test: /dist\/locale\/zh-CN/ },
  {
    // What reads, converts and checks rules and definitions that the build has not prepared.
    name: 'authoring',
    test: /dist\/((rules\/(check-rules|check-shape|convert-[a-z]+|locate|rule-test|scaffold|suggest)|(codes|versions)\/convert|formats\/text\/(definition\/(check-definition|check-file|extend|load-inspected|repair|suggestion)|samples\/[\w-]+))\.js$|formats\/text\/definition\/slow-expressions\/)/,
  },
  // With what finds a log further down in its source, which is asked for when no text fits.
  { name: 'text', test: /dist\/formats\/(text\/|(beginnings|pieces)\.js$)/ },
  {
    // What the command line consists of before a command does anything: it alone runs for --version and --help.
    name: 'main',
    test: /dist\/((commands|start)\/|(version|package-files|model\/(usage-error|finding|secret)|locale\/messages|privacy\/kinds|report\/forms|sla\/(forms|criteria)|ticket\/vendor)\.js$)|node_modules\/commander\//,
  },
  { name: 'privacy', test: /dist\/privacy\// },
  {
    name: 'reports',
    test: /dist\/report\/(terminal|markdown|text|markup|groups|stories|next|ndjson-)|node_modules\/picocolors/,
  },
  { name: 'analysis', test: /./ },
];

/** A part of `npm run build`: bundles the command line's program, so that it starts quickly. */
const bundle = await rolldown({
  input: { main: packagePath('dist/start/program.js') },
  platform: 'node',
  // The target is older than class fields: assigned in the constructor, they cost no call of their own for each object.
  transform: { target: 'es2021', assumptions: { setPublicClassFields: true } },
  plugins: [
    withoutPrivateNames(packagePath('dist/')),
    {
      name: 'result-schema',
      // A run wants no more of it than the order of keys, for which zod would be loaded.
      load: (id) => (id === packagePath('dist/report/result-schema.js') ? constantSchema() : null),
    },
  ],
  preserveEntrySignatures: 'allow-extension',
  onLog: (level, log) => {
    // What is imported both at once and later is there at once.
    if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') return;
    throw new Error(`${level}: ${log.message}`);
  },
});
const { output } = await bundle.generate({
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  // Without comments and white space, half of the text: it is read at each start. Names stay, for what a mistake tells.
  minify: { compress: false, mangle: false, codegen: true },
  codeSplitting: { includeDependenciesRecursively: false, groups: [...CHUNKS] },
});
mkdirSync(PROGRAM_FOLDER, { recursive: true });
for (const file of output) {
  if (file.type === 'chunk') writeFileSync(join(PROGRAM_FOLDER, file.fileName), chunkText(asAscii(file.code)));
}

/**
 * What loads it is one module instead of five, and CommonJS: finding, reading and linking each took time, and Node loads
 * 6 ms of its own modules for the first ES module.
 */
const start = await rolldown({
  input: packagePath('dist/cli.js'),
  platform: 'node',
  external: [packagePath('dist/start/program.js')],
});
const { output: entry } = await start.generate({
  format: 'cjs',
  // It is compiled at each start: that it says nothing twice counts more here than its size.
  minify: { compress: true, mangle: false, codegen: true },
  // As an ES module (generate/program-link.ts) it has neither.
  intro: [
    `var require = typeof require === 'function' ? require : process.getBuiltinModule('node:module').createRequire(process.argv[1]);`,
    `var __dirname = typeof __dirname === 'string' ? __dirname : require('node:path').dirname(process.argv[1]);`,
  ].join('\n'),
});
writeFileSync(packagePath('dist/cli.cjs'), entry[0].code);
linkProgram();

/** The module of the result's JSON Schema with the shape of the result as a constant. */
function constantSchema(): string {
  const shape = JSON.stringify(shapeOf(resultJsonSchema()));
  return `const shape = ${shape};\nexport const resultJsonSchema = () => shape;`;
}

function shapeOf({ type, properties, items, anyOf }: JsonSchema): JsonSchema {
  return {
    ...(type === undefined ? {} : { type }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema)])),
    }),
    ...(items && { items: shapeOf(items) }),
    ...(anyOf && { anyOf: anyOf.map(shapeOf) }),
  };
}
