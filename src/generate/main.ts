import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePath } from '../package-files.js';
import { generatedFiles } from './files.js';

/** `npm run generate`: writes every generated file of the project. test/generated.test.ts checks that they are fresh. */
const root = packagePath('');
for (const { path, text } of await generatedFiles(root, (name) => readFileSync(join(root, name), 'utf8'))) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
