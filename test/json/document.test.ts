import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DocumentConsumer,
  type DocumentOptions,
  type DocumentOutcome,
  type MemberName,
  type Position,
  streamDocument,
  type TextSink,
} from '../../src/json/document.js';
import { memoryReader } from '../support/bytes.js';

/** Writes down everything it is handed, and builds the value again. */
class Recorder implements DocumentConsumer {
  readonly calls: string[] = [];
  readonly keys: { name: string; offset: number; line: number }[] = [];
  value: unknown;
  private position: Position = { offset: 0, line: () => 0 };
  private readonly stack: { isArray: boolean; items: unknown[]; keys: string[] }[] = [];

  constructor(private readonly target: () => TextSink | number = () => 1 << 20) {}

  begin(position: Position): void {
    this.position = position;
  }
  enter(container: 'object' | 'array'): void {
    this.calls.push(container === 'object' ? '{' : '[');
    this.stack.push({ isArray: container === 'array', items: [], keys: [] });
  }
  leave(container: 'object' | 'array'): void {
    this.calls.push(container === 'object' ? '}' : ']');
    const top = this.stack.pop();
    if (top === undefined) throw new Error('left more than was entered');
    if (top.isArray) this.add(top.items);
    // As JSON.parse does, `__proto__` becomes an own member.
    else this.add(Object.fromEntries(top.keys.map((key, n) => [key, top.items[n]])));
  }
  key(member: MemberName): void {
    const name = member.text();
    this.calls.push(`key ${name}`);
    this.keys.push({ name, offset: this.position.offset, line: this.position.line() });
    this.stack.at(-1)?.keys.push(name);
  }
  number(text: string): void {
    this.calls.push(`number ${text}`);
    this.add(Number(text));
  }
  literal(value: boolean | null): void {
    this.calls.push(`literal ${value}`);
    this.add(value);
  }
  open(): TextSink | number {
    this.calls.push('open');
    return this.target();
  }
  text(value: string): void {
    this.calls.push(`text ${value}`);
    this.add(value);
  }
  private add(value: unknown): void {
    const top = this.stack.at(-1);
    if (top === undefined) this.value = value;
    else top.items.push(value);
  }
}

async function record(
  text: string | Buffer,
  chunk = 65_536,
  options: DocumentOptions = {},
): Promise<{ recorder: Recorder; outcome: DocumentOutcome }> {
  const recorder = new Recorder();
  const outcome = await streamDocument(memoryReader(Buffer.from(text), chunk), recorder, options);
  return { recorder, outcome };
}

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('\\', '"', 'a', '卡', '😀', '\n', '\u007f'), maxLength: 150 }),
  fc.constantFrom('\u007f', '', '__proto__', '"', '\\'.repeat(63), `${'x'.repeat(61)}"`, 'é'.repeat(40)),
);
const document = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    awkward,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(awkward, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const indent = fc.constantFrom(undefined, 1, 4);
const CHUNKS = [1, 2, 127, 7919];

describe('a document', () => {
  it('gives what JSON.parse gives, wherever the reads are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(awkward, document), indent, async (value, spaces) => {
        const text = JSON.stringify(value, undefined, spaces);
        for (const chunk of CHUNKS) {
          const { recorder, outcome } = await record(text, chunk);
          expect(outcome).toEqual({ bytes: Buffer.byteLength(text) });
          expect(recorder.value).toEqual(JSON.parse(text));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same when strings are handed over in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ maxLength: 5 }), document), indent, async (value, spaces) => {
        const text = JSON.stringify(value, undefined, spaces);
        for (const chunk of CHUNKS) {
          const { recorder, outcome } = await record(text, chunk, { keep: 600, readSize: 64 });
          expect(outcome.cut).toBeUndefined();
          expect(recorder.value).toEqual(JSON.parse(text));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('may begin with a byte order mark and end with blanks', async () => {
    const { recorder, outcome } = await record('\ufeff {"a": 1}\r\n \n', 1);
    expect(recorder.value).toEqual({ a: 1 });
    expect(outcome.cut).toBeUndefined();
  });

  it('is not confused by strings of one DEL character in either spelling', async () => {
    const text = `{"a":"\\u007f","b":"\u007f","\u007f":"${'x'.repeat(100)}","\\u007f2":"${'y'.repeat(100)}"}`;
    const { recorder } = await record(text, 7);
    expect(recorder.value).toEqual(JSON.parse(text));
  });

  it('keeps __proto__ a plain name', async () => {
    const text = '{"__proto__": {"polluted": true}, "constructor": 1}';
    const { recorder } = await record(text);
    expect(recorder.keys.map((key) => key.name)).toEqual(['__proto__', 'polluted', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('says where each member stands', async () => {
    const value = { 卡: 'x'.repeat(300), b: [1, { c: 'y'.repeat(60), d: true }], e: 'z' };
    const text = JSON.stringify(value, undefined, 1);
    const bytes = Buffer.from(text);
    for (const chunk of CHUNKS) {
      const { recorder } = await record(text, chunk, { readSize: 100, keep: 200 });
      expect(recorder.keys).toHaveLength(5);
      for (const { name, offset, line } of recorder.keys) {
        expect(bytes.indexOf(`"${name}"`)).toBe(offset);
        expect(bytes.subarray(0, offset).toString().split('\n').length).toBe(line);
      }
    }
  });

  it('has line 0 where there are no lines', async () => {
    const { recorder } = await record('{"a":{"b":1}}');
    expect(recorder.keys.map((key) => key.line)).toEqual([0, 0]);
  });
});

describe('a long string', () => {
  const inside = `[${Array.from({ length: 5000 }, (_, n) => `\\"${n}\\\\\\"`).join(',')}]`;
  const text = `{"before":1,"values":"${inside}","after":2}`;

  it.each(CHUNKS)('goes to its sink byte by byte, in reads of %i', async (chunk) => {
    const pieces: Buffer[] = [];
    let ended = 0;
    const sink: TextSink = {
      write(bytes, start, end, last) {
        pieces.push(Buffer.from(bytes.subarray(start, end)));
        if (last) ended++;
      },
    };
    const recorder = new Recorder(() => sink);
    await streamDocument(memoryReader(Buffer.from(text), chunk), recorder, { readSize: 512, keep: 256 });
    expect(Buffer.concat(pieces).toString()).toBe(inside);
    expect(ended).toBe(1);
    expect(recorder.calls.slice(-3)).toEqual(['key after', 'number 2', '}']);
  });

  it('can be cut to what is wanted, or skipped', async () => {
    for (const options of [{}, { readSize: 512, keep: 256 }]) {
      const some = new Recorder(() => 20);
      await streamDocument(memoryReader(Buffer.from(`{"a":"${'é\\n'.repeat(3000)}"}`)), some, options);
      expect(some.value).toEqual({ a: 'é\n'.repeat(5) });
      const none = new Recorder(() => 0);
      await streamDocument(memoryReader(Buffer.from(text)), none, options);
      expect(none.calls.filter((call) => call.startsWith('text'))).toEqual([]);
    }
  });
});

describe('damage', () => {
  const text = JSON.stringify(
    { a: [1, 22, true, { b: 'x'.repeat(80), c: null }], 'd\n': 'y', e: -1.5e3 },
    undefined,
    1,
  );

  it.each([1, 7, 65_536])('by a cut keeps everything before it (reads of %i)', async (chunk) => {
    const whole = (await record(text, chunk)).recorder.calls;
    for (let length = 0; length < text.length; length++) {
      const { recorder, outcome } = await record(text.slice(0, length), chunk);
      expect(outcome.cut?.offset).toBe(length);
      expect(recorder.calls).toEqual(whole.slice(0, recorder.calls.length));
      const complete = whole.filter((call) => call.startsWith('key')).length;
      const seen = [...text.slice(0, length).matchAll(/"[^"]+":/g)].length;
      expect(recorder.keys.length).toBeGreaterThanOrEqual(Math.min(seen, complete));
    }
  });

  it.each([1, 7, 65_536])('by garbage keeps everything before it and names the place (reads of %i)', async (chunk) => {
    const whole = (await record(text, chunk)).recorder.calls;
    for (let at = 1; at < text.length; at++) {
      const damaged = `${text.slice(0, at)}\u0001§§${text.slice(at)}`;
      const { recorder, outcome } = await record(damaged, chunk);
      // Inside a long string nobody looks, and a control character in a short one is the tokenizer's affair.
      if (isOutsideStrings(at)) {
        // Within a literal the tokenizer looks a little further before it gives up.
        expect(outcome.cut?.offset).toBeGreaterThanOrEqual(at);
        expect(outcome.cut?.offset).toBeLessThanOrEqual(at + 25);
        expect(outcome.cut?.reason).toContain('not valid JSON');
        expect(recorder.calls).toEqual(whole.slice(0, recorder.calls.length));
        expect(recorder.keys).toHaveLength([...text.slice(0, at).matchAll(/"[^"]+":/g)].length);
      }
    }
  });

  function isOutsideStrings(at: number): boolean {
    const before = text.slice(0, at);
    // Behind a complete member name the colon may be missing: the count by pattern would be one less.
    return (before.match(/"/g)?.length ?? 0) % 2 === 0 && !/"[^"]+"$/.test(before);
  }

  it('is what JSON.parse refuses, and nothing else, wherever the reads are cut', async () => {
    const value = { a: [1, -22.5e-3, true, {}, []], b: { c: null, d: 'x', e: [false, 0] }, f: -0 };
    const valid = fc.oneof(fc.constant(JSON.stringify(value)), fc.constant(JSON.stringify(value, undefined, 1)));
    const odd = fc.constantFrom('', ...'{}[],:"019.eE+-tfn \n', 'null', 'true', '"":', '[]', ',1');
    const change = fc.record({ place: fc.nat(200), length: fc.nat(2), odd });
    await fc.assert(
      fc.asyncProperty(valid, fc.array(change, { minLength: 1, maxLength: 2 }), async (whole, changes) => {
        let text = whole;
        for (const { place, length, odd } of changes) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + odd + text.slice(at + length);
        }
        // A line feed within a string is none of the walk's business.
        if (/"[^"]*\n[^"]*"/.test(text)) text = text.replaceAll('\n', ' ');
        const { recorder, outcome } = await record(text);
        expect(outcome.cut === undefined, text).toBe(isJson(text));
        if (outcome.cut === undefined) expect(recorder.value).toEqual(JSON.parse(text));
        for (const chunk of [1, 2, 7]) {
          const again = await record(text, chunk, { readSize: 16, keep: 400 });
          expect(again.recorder.calls).toEqual(recorder.calls);
          expect(again.outcome).toEqual({ ...outcome, bytes: again.outcome.bytes });
        }
      }),
      { numRuns: 2000 },
    );
  });

  function isJson(text: string): boolean {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }

  it('behind the document is reported, the document kept', async () => {
    const { recorder, outcome } = await record('{"a": 1}\n{"b": 2}');
    expect(recorder.value).toEqual({ a: 1 });
    expect(outcome.cut?.offset).toBe(9);
  });

  it('of the source counts as a cut with its own words', async () => {
    const reader = memoryReader(Buffer.from('{"a": 1, "b": "'), 5, new Error('unexpected end of file'));
    const recorder = new Recorder();
    const outcome = await streamDocument(reader, recorder);
    expect(outcome.cut).toEqual({ offset: 15, reason: 'unexpected end of file' });
    expect(recorder.calls).toEqual(['{', 'key a', 'number 1', 'key b']);
  });
});

describe('hostile documents', () => {
  it('may not nest deeper than the limit', async () => {
    const deep = `{"a":${'['.repeat(1_000_000)}`;
    const { outcome } = await record(deep);
    expect(outcome.cut).toEqual({ offset: 5 + 199, reason: 'nested deeper than the limit of 200 levels' });
    const allowed = `${'['.repeat(200)}${']'.repeat(200)}`;
    expect((await record(allowed)).outcome.cut).toBeUndefined();
    expect((await record(deep, 127, { maxDepth: 10 })).outcome.cut?.offset).toBe(5 + 9);
  });

  it('may not have endless member names', async () => {
    for (const options of [{}, { readSize: 512, keep: 256 }]) {
      const { outcome } = await record(`{"a":1,"${'k'.repeat(10_000)}":1}`, 65_536, options);
      expect(outcome.cut).toEqual({ offset: 7, reason: 'a member name is longer than the limit of 4096 bytes' });
    }
  });

  it('may not have endless numbers', async () => {
    const { outcome } = await record(`{"a":${'1'.repeat(5000)}}`, 100);
    expect(outcome.cut).toEqual({ offset: 5, reason: 'a number is longer than the limit of 4096 bytes' });
    expect((await record(`{"a":0.${'1'.repeat(1100)}}`, 100)).recorder.value).toEqual({ a: 1 / 9 });
  });

  it('may hold bad escapes and line feeds in short strings', async () => {
    const { recorder, outcome } = await record('{"a\\q":"\\x","b":"c\nd"}');
    expect(outcome.cut).toBeUndefined();
    expect(recorder.value).toEqual({ 'a\\q': '\\x', b: 'c\nd' });
  });

  it('may hold bad escapes in long strings', async () => {
    const { recorder, outcome } = await record(`{"a":"${'\\x'.repeat(60)}","b":1}`);
    expect(outcome.cut).toBeUndefined();
    expect(recorder.calls.at(-2)).toBe('number 1');
  });
});
