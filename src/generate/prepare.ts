import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../package-files.js';
import { prepare } from './prepared-yaml.js';

/** The last step of `npm run build`: parses the YAML files that ship with the package, see src/yaml/prepared.ts. */
const rules = packagePath('rules');
const texts = readdirSync(rules, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .sort()
  .map((name) => readFileSync(join(rules, name), 'utf8'));
writeFileSync(packagePath('dist/prepared-yaml.json'), JSON.stringify(prepare(texts)));
