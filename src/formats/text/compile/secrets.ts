import type { SecretPattern } from '../../../model/secret.js';
import type { Definition } from '../definition/schema.js';
import type { TextFormat } from './compile-format.js';
import { compilePattern } from './pattern.js';

/** The secrets of all formats: a log may hold lines of several of them. */
export function secretPatterns(formats: readonly TextFormat[]): SecretPattern[] {
  return formats.flatMap(({ definition }) => definition.secrets).map(compileSecret);
}

export function compileSecret({ kind, contains, pattern }: Definition['secrets'][number]): SecretPattern {
  return { kind, contains, pattern: compilePattern(pattern, 'gd') };
}

/** What a secret's expression finds in a line. */
export function secretsIn(line: string, { contains, pattern }: SecretPattern): string[] {
  if (!contains.some((literal) => line.includes(literal))) return [];
  return [...line.matchAll(pattern)].map((match) => match.groups?.secret ?? '').filter((value) => value !== '');
}
