import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../../src/formats/registry.js';
import { triage } from '../../../src/index.js';
import type { RtcEvent } from '../../../src/model/event.js';
import { partOf } from './support.js';

const registry = createRegistry();

const NATIVE = '[03/05/25 10:15:30:068][910][U]:(00000123): RtcEngine::leaveChannel(this:0x7a, {})';
const WEB = '10:15:30:68 Agora-SDK [INFO]: [client-6c08f] Leaving channel';
const CHROMIUM = '[30466:30466:0305/100512.726096:VERBOSE1:a/b/manager.cc:126] enabled.';
const LOGCAT = '03-05 10:05:30.166  5986  6342 I ActivityManager: nothing of interest';
const inConsole = `[1:2:0305/101530.068796:INFO:CONSOLE:5] "${WEB}", source: http://localhost/agora.js (5)`;
const inLogcat = `03-05 10:15:30.166  5986  6342 I agora.io: ${NATIVE}`;

async function readLate(bytes: Buffer, chunk: number) {
  const found = registry.recognise(partOf(bytes).head, false);
  if (!('open' in found)) throw new Error(`declined as ${found.format}`);
  const events: RtcEvent[] = [];
  const session = found.open({ event: (event) => events.push(event), sample: () => undefined }, {});
  await session.read(partOf(bytes, chunk, Date.UTC(2025, 2, 6)));
  return { id: found.id, events, summary: session.finish() };
}

describe('SDK lines that begin far down in the log of a carrier', () => {
  test.each([
    ['a Chromium log', CHROMIUM, inConsole],
    ['logcat', LOGCAT, inLogcat],
  ])('%s', async (_what, filler, line) => {
    const bytes = Buffer.from(`${`${filler}\n`.repeat(12_000)}${line}\n${`${filler}\n`.repeat(3)}`);
    for (const chunk of [997, 1 << 20]) {
      const { events } = await readLate(bytes, chunk);
      expect(events.map(({ type, at }) => [type, at.line])).toEqual([['leave', 12_001]]);
      const offset = events[0]?.at.offset ?? 0;
      expect(bytes.subarray(offset, offset + line.length).toString()).toBe(line);
      expect(new Date(events[0]?.time ?? 0).toISOString().slice(0, 10)).toBe('2025-03-05');
    }
  });

  test('a log without any is not called clear, and its warning says what it is', async () => {
    const text = `${CHROMIUM}\n`.repeat(2000);
    const result = await triage(['-'], { stdin: Readable.from([Buffer.from(text)]) });
    expect(result.verdict).toBe('inconclusive');
    expect(result.sources.map(({ records }) => records)).toEqual([0]);
    expect(result.sources[0]?.warnings.join(' ')).toContain('Chromium');
  });

  test('other long texts are not searched', () => {
    const head = partOf(Buffer.from('any text at all, of nobody we know\n'.repeat(5000))).head;
    expect('open' in registry.recognise(head, false)).toBe(false);
  });
});
