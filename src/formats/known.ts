import type { Declined, Head, Warning } from './format.js';
import { compilePattern } from './text/compile/pattern.js';
import { compileWrapper, unwrap, type Wrapper } from './text/compile/wrappers.js';
import type { KnownFormat, WrapperDefinition } from './text/definition/schema.js';

/** SDK lines stand among those of an application: this many lines are tried. */
const TRIED_LINES = 400;
const TRIED_CHARACTERS = 2048;
const MAX_WRAPPERS = 4;

/** Recognises logs by name that no reader exists for. */
export class KnownFormats {
  private readonly known: readonly Compiled[];
  private readonly wrappers: readonly Wrapper[];

  constructor(known: readonly KnownFormat[], wrappers: Iterable<WrapperDefinition>) {
    this.known = known.map((format) => ({
      format,
      first: format.first === undefined ? undefined : compilePattern(format.first),
      pattern: format.pattern === undefined ? undefined : compilePattern(format.pattern),
    }));
    this.wrappers = [...wrappers].map(compileWrapper);
  }

  /** The known format that most lines of the head fit; the order of the file decides between equals. */
  find(head: Head): Declined | undefined {
    const lines = head.lines.filter((line) => line.trim() !== '').slice(0, TRIED_LINES);
    const forms = lines.map((line) => this.forms(line.slice(0, TRIED_CHARACTERS)));
    let best: { format: KnownFormat; count: number } | undefined;
    for (const entry of this.known) {
      if (entry.first?.test(head.text.slice(0, TRIED_CHARACTERS))) return declined(entry.format);
      const count = forms.filter((texts) => texts.some((text) => fits(entry, text))).length;
      if (count >= entry.format.lines && count > (best?.count ?? 0)) best = { format: entry.format, count };
    }
    return best && declined(best.format);
  }

  /** A line as it stands and with one wrapper after the other taken off. */
  private forms(line: string): string[] {
    const forms = [line.trimStart()];
    let outer: string | undefined;
    for (let text = line; forms.length <= MAX_WRAPPERS; ) {
      const inner = unwrap(text, this.wrappers, outer);
      if (!inner || inner.text === text) break;
      text = inner.text;
      outer = inner.by;
      forms.push(text);
    }
    return forms;
  }
}

interface Compiled {
  readonly format: KnownFormat;
  readonly first: RegExp | undefined;
  readonly pattern: RegExp | undefined;
}

function fits({ format, pattern }: Compiled, text: string): boolean {
  return (pattern?.test(text) ?? false) || format.contains.some((literal) => text.includes(literal));
}

function declined({ id, status, title }: KnownFormat): Declined {
  const warning = { ...remarkOf(status), detail: title };
  return { format: id, status: 'declined', warning };
}

function remarkOf(status: KnownFormat['status']): Warning {
  if (status === 'server-side') return { code: 'server-log' };
  return status === 'excerpt' ? { code: 'excerpt' } : { code: 'known-vendor' };
}
