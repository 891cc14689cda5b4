import { readFileSync } from 'node:fs';
import type { Head, ReadSummary, SourcePart } from '../../../src/formats/format.js';
import type { TextFormat } from '../../../src/formats/text/compile/compile-format.js';
import { loadDefinitions } from '../../../src/formats/text/definition/load.js';
import { type SessionOptions, TextSession } from '../../../src/formats/text/session/session.js';
import type { RtcEvent } from '../../../src/model/event.js';
import type { StatsSample } from '../../../src/model/sample.js';

const { formats } = loadDefinitions();

function format(id: string): TextFormat {
  const found = formats.find((one) => one.definition.id === id);
  if (!found) throw new Error(`no format ${id}`);
  return found;
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url));
}

export function headOf(bytes: Buffer, name = 'test.log'): Head {
  const part = bytes.subarray(0, 65536);
  const text = part.toString('utf8');
  return { name, bytes: part, text, lines: text.split(/\r?\n/), complete: part.length === bytes.length };
}

/** A source that delivers at most `chunk` bytes a read. */
export function partOf(bytes: Buffer, chunk = 262144, modified?: number): SourcePart {
  let at = 0;
  return {
    path: 'test.log',
    head: headOf(bytes),
    ...(modified === undefined ? {} : { modified }),
    open: () => ({
      read: async (target, to) => {
        const count = bytes.copy(target, to, at, at + chunk);
        at += count;
        return count;
      },
    }),
    originalOffset: (offset) => offset,
  };
}

export interface Reading {
  readonly events: RtcEvent[];
  readonly samples: StatsSample[];
  readonly summary: ReadSummary;
}

export interface ReadingOptions extends SessionOptions {
  readonly chunk?: number;
  readonly modified?: number;
  readonly zone?: string;
}

/** Reads texts as the parts of one log. */
export function read(id: string, texts: (string | Buffer)[], options: ReadingOptions = {}): Promise<Reading> {
  const parts = texts.map((text) => partOf(Buffer.from(text), options.chunk, options.modified));
  return readWith(format(id), parts, options);
}

/** Reads the parts of one log of a format. */
export async function readWith(
  definition: TextFormat,
  parts: readonly SourcePart[],
  options: ReadingOptions = {},
): Promise<Reading> {
  const events: RtcEvent[] = [];
  const samples: StatsSample[] = [];
  const sink = {
    event: (event: RtcEvent) => events.push(event),
    sample: (sample: StatsSample) => samples.push(sample),
  };
  const zone = options.zone === undefined ? {} : { zone: options.zone };
  const session = new TextSession(definition, sink, zone, options);
  for (const part of parts) await session.read(part);
  return { events, samples, summary: session.finish() };
}

/** `time connection type fields` of each event, for comparing with what a person expects. */
export function brief(reading: Reading): string[] {
  return reading.events.map((event) => {
    const fields = Object.entries(event.fields).map(([name, value]) => `${name}=${value}`);
    const time = new Date(event.time).toISOString().replace('T', ' ').replace('Z', '');
    return [time, event.connection ?? '-', event.type, ...fields].join(' ');
  });
}
