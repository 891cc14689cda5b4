import { z } from 'zod';
import { codesFile } from '../codes/schema.js';
import { definitionSchema, knownSchema, sharedSchema, wrappersSchema } from '../formats/text/definition/schema.js';
import { causesFile, ruleFile, scenariosFile, testFile } from '../rules/schema.js';
import { supportFile } from '../support/schema.js';
import { versionsFile } from '../versions/schema.js';

/** The kinds of YAML files that a user may write, by the name that their schemas have in docs/schema/. */
const FILES = {
  rule: ruleFile,
  'rule-test': testFile,
  causes: causesFile,
  scenarios: scenariosFile,
  codes: codesFile,
  support: supportFile,
  'sdk-versions': versionsFile,
  format: definitionSchema,
  'format-shared': sharedSchema,
  'format-wrappers': wrappersSchema,
  'format-known': knownSchema,
} as const satisfies Record<string, z.ZodType>;
export type YamlFile = keyof typeof FILES;

/**
 * JSON Schemas (draft 7) of all YAML files that a user may write. Editors complete and check the files with them; what a
 * schema cannot say (units, names of thresholds, groups of an expression) the loaders check.
 */
export function yamlSchemas(): ReadonlyMap<YamlFile, object> {
  const names = Object.keys(FILES) as YamlFile[];
  return new Map(
    names.map((name) => {
      const schema = z.toJSONSchema(FILES[name], { io: 'input', target: 'draft-7' });
      const shape = name === 'format' ? orExtending(schema) : schema;
      return [name, { title: `rtc-triage ${name} file`, ...shape }];
    }),
  );
}

/** What a definition of a format must say may also come from the one that it extends. */
function orExtending({ required = [], properties = {}, ...schema }: z.core.JSONSchema.BaseSchema): object {
  const { clock, ...others } = properties;
  if (typeof clock !== 'object') throw new Error('The schema of a format has no clock.');
  const { required: ofClock, ...clockShape } = clock;
  const complete = { required, properties: { clock: { required: ofClock } } };
  return { ...schema, properties: { ...others, clock: clockShape }, anyOf: [{ required: ['extends'] }, complete] };
}
