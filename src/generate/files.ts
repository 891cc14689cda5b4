import { callRowSchemaFile } from '../report/ndjson-schema.js';
import { resultSchemaFile } from '../report/result-schema.js';
import { loadRules } from '../rules/load.js';
import { slaSchemaFile } from '../sla/result-schema.js';
import { withFormatWords } from './format-words.js';
import { readme } from './readme.js';
import { rulesIndex } from './rules-index.js';
import { yamlSchemas } from './yaml-schemas.js';

export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * Every file of the project that is made from others, with the text that it should have.
 * @param root the project's folder
 * @param read gives the present text of a file of the project
 */
export async function generatedFiles(root: string, read: (path: string) => string): Promise<GeneratedFile[]> {
  const schemas = [...yamlSchemas()].map(([name, schema]) => ({
    path: `docs/schema/${name}.schema.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  return [
    { path: 'docs/schema/triage-result.schema.json', text: resultSchemaFile() },
    { path: 'docs/schema/call-row.schema.json', text: callRowSchemaFile() },
    { path: 'docs/schema/sla-result.schema.json', text: slaSchemaFile() },
    ...schemas,
    { path: 'docs/formats.md', text: withFormatWords(read('docs/formats.md')) },
    { path: 'rules/README.md', text: rulesIndex(loadRules()) },
    { path: 'README.md', text: await readme(root, read('README.md')) },
  ];
}
