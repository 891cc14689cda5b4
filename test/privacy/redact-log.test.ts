import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogLearner, learnLog, redactLog } from '../../src/privacy/redact-log.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { RedactionError } from '../../src/privacy/verify.js';

/** The bytes in pieces of the given size. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function redacted(text: string, size = 1000, redactor = createRedactor()): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  await learnLog(pieces(bytes, size), redactor);
  let output = '';
  for await (const piece of redactLog(pieces(bytes, size), redactor)) output += piece;
  return output;
}

const ICE_PWD = 'kM3vR9tYbQ1xZ7pLw5sN2dHc';

/** A dump on one line, as browsers and programs write them: `samples` statistics and an SDP in each of `sessions`. */
function oneLineDump(sessions: number, samples: number): string {
  const sdp = (n: number) =>
    JSON.stringify({
      type: 'offer',
      sdp: `v=0\r\na=ice-ufrag:zQ7p\r\na=ice-pwd:${ICE_PWD}${n}\r\nc=IN IP4 81.2.69.142\r\n`,
    });
  const connections = Array.from({ length: sessions }, (_, n) => ({
    url: `https://meet.example.com/OurSecretStandup`,
    roomId: 'OurSecretStandup',
    log: sdp(n),
    stats: { values: JSON.stringify(Array.from({ length: samples }, (__, i) => i * 1000 + n)) },
    address: `192.168.7.${n % 250}`,
  }));
  return JSON.stringify({ connections });
}

describe('a whole log', () => {
  it('keeps its lines, its line ends and its length in lines, however it is cut into pieces', async () => {
    const log = `uid 1000001 joined\r\n\r\nfrom 81.2.69.142 büro\n加入 uid 7\nno newline at the end`;
    const expected = 'uid 900001001 joined\r\n\r\nfrom 203.0.113.1 büro\n加入 uid 900001002\nno newline at the end';
    for (const size of [1, 2, 3, 7, 1000]) expect(await redacted(log, size)).toBe(expected);
  });

  it('is redacted before the line that tells what a value is', async () => {
    expect(await redacted('entering standup-team9\nchannel:"standup-team9"')).toBe(
      'entering redacted-channel-1\nchannel:"redacted-channel-1"',
    );
  });

  it('on one line of several megabytes stays the same JSON with other values', async () => {
    const dump = oneLineDump(40, 8000);
    expect(dump.length).toBeGreaterThan(2_000_000);
    const output = await redacted(dump, 65_536);
    expect(output).not.toMatch(/OurSecretStandup|zQ7p|81\.2\.69|192\.168|kM3vR9tYbQ/i);
    const before: { connections: { stats: unknown }[] } = JSON.parse(dump);
    const after: { connections: { stats: unknown; url: string; roomId: string; log: string }[] } = JSON.parse(output);
    expect(after.connections.map(({ stats }) => stats)).toEqual(before.connections.map(({ stats }) => stats));
    expect(new Set(after.connections.map(({ url, roomId }) => `${url} ${roomId}`)).size).toBe(1);
    expect(new Set(after.connections.map(({ log }) => JSON.parse(log).sdp)).size).toBe(40);
  }, 60_000);

  it('is handed out in pieces, so that no log has to fit into memory', async () => {
    const redactor = createRedactor();
    const lengths: number[] = [];
    const bytes = new TextEncoder().encode(oneLineDump(20, 8000));
    for await (const piece of redactLog(pieces(bytes, 65_536), redactor)) lengths.push(piece.length);
    expect(Math.max(...lengths)).toBeLessThan(300_000);
    const endless = new TextEncoder().encode('x'.repeat(5_000_000));
    for await (const piece of redactLog(pieces(endless, 65_536), redactor)) lengths.push(piece.length);
    expect(Math.max(...lengths)).toBeLessThan(1_500_000);
  }, 60_000);

  it('in any pieces is the log in one piece', async () => {
    const line = fc.constantFrom('uid 1000001 joined', 'rtt: 40', '{"roomId":"x-ray9","n":1}', '从 81.2.69.142 来', '');
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), async (lines, size) => {
        const log = lines.join('\n');
        expect(await redacted(log, size)).toBe(await redacted(log, 1_000_000));
      }),
      { numRuns: 40 },
    );
  });

  it('that is encrypted is refused: nobody can say what is in it', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, index) => (index * 151 + (index >> 3) * 97) & 255);
    const reading = (async () => {
      for await (const piece of redactLog([noise], createRedactor())) expect(piece).toBe('never handed out');
    })();
    await expect(reading).rejects.toThrow(RedactionError);
  });

  it('is not handed out when the check fails, and the message tells the kinds without the values', async () => {
    const redactor = createRedactor();
    redactor.learn('token: s3cretvalue99');
    const careless = { ...redactor, text: (text: string) => text };
    const reading = (async () => {
      for await (const piece of redactLog(['the s3cretvalue99 again'], careless))
        expect(piece).toBe('never handed out');
    })();
    await expect(reading).rejects.toThrow(/1 of the redacted values \(token\)/);
    await expect(reading).rejects.not.toThrow(/s3cretvalue99/);
  });

  it('can be learned while something else reads it into a buffer of its own', () => {
    const redactor = createRedactor();
    const learner = new LogLearner(redactor);
    const buffer = new Uint8Array(8);
    for (const piece of pieces(new TextEncoder().encode('channel:"büro-team9", uid:7\n'), 8)) {
      buffer.set(piece);
      learner.push(buffer.subarray(0, piece.length));
    }
    learner.end();
    expect(redactor.text('left büro-team9')).toBe('left redacted-channel-1');
  });
});
