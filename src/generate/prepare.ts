import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCodes, prepareCodes, visitCodes } from '../codes/load-codes.js';
import { checkedFormats, visitFormats } from '../formats/text/definition/load.js';
import { packagePath } from '../package-files.js';
import { BUILT_IN_RULES, loadRulesAfresh } from '../rules/load.js';
import { prepareRules, visitRules } from '../rules/load-prepared.js';
import { formatProblem } from '../rules/problem.js';
import { prepareVersions, readVersions, visitVersions } from '../versions/load.js';
import type { Sources } from '../yaml/sources.js';
import { type Made, type Trusted, trustedFiles } from '../yaml/trusted.js';
import { prepare } from './prepared-yaml.js';

/** A step of `npm run build`: reads the YAML files that ship with the package, so that no run has to. */
const rules = loadRulesAfresh();
if (rules.problems.length > 0)
  throw new Error(`The rules have mistakes:\n${rules.problems.map(formatProblem).join('\n')}`);
const ids = rules.rules.map(({ rule }) => rule.id);
keep('rules', (visitor) => visitRules(BUILT_IN_RULES, visitor), prepareRules(rules, BUILT_IN_RULES));
keep('versions', visitVersions, { value: prepareVersions(readVersions(ids)), parts: [] });

const codes = checkCodes(rules.causes);
if (codes.problems.length > 0)
  throw new Error(`The codes have mistakes:\n${codes.problems.map(formatProblem).join('\n')}`);
keep('codes', visitCodes, prepareCodes(codes.tables));

keep('formats', visitFormats, checkedFormats());

/** Of the files that are checked in each run that needs them: only parsed, see src/yaml/prepared.ts. */
const texts = ['formats', 'vendors', 'codes']
  .map((name) => join(BUILT_IN_RULES, name))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .concat(packagePath('rules/support.yaml'))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => readFileSync(name, 'utf8'));
writeFileSync(packagePath('dist/prepared-yaml.json'), JSON.stringify(prepare(texts)));

/** Writes down something for `trusted`. */
function keep(name: Trusted, sources: Sources, made: Made): void {
  for (const { path, content } of trustedFiles(name, sources, made)) writeFileSync(path, content);
}
