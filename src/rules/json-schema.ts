import { z } from 'zod';
import { causesFile, ruleFile, scenariosFile, testFile } from './schema.js';

/**
 * JSON Schemas of the YAML files of the rules folder, by file name in docs/schema/. Editors complete and check rule
 * files with them; what a schema cannot say (units, names of thresholds) the loader checks.
 */
export function ruleJsonSchemas(): ReadonlyMap<string, object> {
  const schemas = { rule: ruleFile, 'rule-test': testFile, causes: causesFile, scenarios: scenariosFile };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      `${name}.schema.json`,
      { title: `rtc-triage ${name} file`, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) },
    ]),
  );
}
