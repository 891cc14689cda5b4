import { compilePattern } from './pattern.js';
import type { WrapperDefinition } from './schema.js';
import { type TimeParts, timeParts } from './time-parts.js';

export interface Wrapper {
  readonly id: string;
  readonly pattern: RegExp;
  readonly safari: boolean;
}

/** A line without what carried it, and what the carrier knew of it. */
export interface Unwrapped {
  readonly text: string;
  readonly time: TimeParts | undefined;
  readonly tag: string | undefined;
  readonly level: string | undefined;
}

export function compileWrapper(definition: WrapperDefinition): Wrapper {
  return {
    id: definition.id,
    pattern: compilePattern(definition.pattern),
    safari: definition.unquote === 'safari',
  };
}

/** Takes one wrapper off; undefined when none of them is around the text. */
export function unwrap(text: string, wrappers: readonly Wrapper[]): Unwrapped | undefined {
  for (const wrapper of wrappers) {
    const groups = wrapper.pattern.exec(text)?.groups;
    if (!groups) continue;
    const message = groups.msg ?? '';
    return {
      text: wrapper.safari ? joinSafari(message) : message,
      time: timeParts(groups),
      tag: groups.tag,
      level: groups.lvl,
    };
  }
  return undefined;
}

/** Safari prints the arguments of one console call with en dashes between, all but the first as JSON strings. */
function joinSafari(text: string): string {
  return text
    .split(' – ')
    .map((part) => (/^".*"$/.test(part) ? unquote(part) : part))
    .join(' ');
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(["\\/])/g, '$1');
}
