import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPseudonym } from '../../src/privacy/pseudonyms.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { redact } from './support.js';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = (min: number, max: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: min, maxLength: max }).map((chars) => chars.join(''));
const octet = fc.integer({ min: 1, max: 223 });
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const uid = fc.integer({ min: 1, max: 4_294_967_294 }).map(String);
const room = fc.oneof(
  word(3, 20),
  word(3, 8).map((name) => `${name} 会议室 ${name}`),
);

/** One line of a log, with the values that it must not show afterwards. */
const line = fc.oneof(
  address.map((ip) => ({ text: `connected to ${ip}:4001 in 35 ms`, values: [ip] })),
  uid.map((id) => ({ text: `join channel success: uid ${id} elapsed 310`, values: [id] })),
  fc.tuple(room, uid).map(([name, id]) => ({
    text: `onConnected(this:0x07B9, channel:"${name}", userId:"${id}", elapsed:92559)`,
    values: [name, id],
  })),
  word(12, 40).map((secret) => ({ text: `{"token":"${secret}","level":3,"rtt":45.5}`, values: [secret] })),
  word(22, 24).map((secret) => ({ text: `a=ice-pwd:${secret}`, values: [secret] })),
  room.map((name) => ({ text: `wss://sfu.example.com/rtc?room=${encodeURIComponent(name)}&v=2`, values: [name] })),
  fc.string().map((text) => ({ text: text.replaceAll('\n', ' '), values: [] })),
);
const log = fc.array(line, { minLength: 1, maxLength: 12 });

describe('redaction', () => {
  it('done twice is redaction done once, by whatever redactor', () => {
    fc.assert(
      fc.property(log, (lines) => {
        const once = redact(lines.map(({ text }) => text).join('\n'));
        expect(redact(once)).toBe(once);
      }),
    );
  });

  it('keeps the lines', () => {
    fc.assert(
      fc.property(log, (lines) => {
        const text = lines.map((each) => each.text).join('\n');
        expect(redact(text).split('\n')).toHaveLength(lines.length);
      }),
    );
  });

  it('leaves nothing that its own check finds', () => {
    fc.assert(
      fc.property(log, (lines) => {
        const redactor = createRedactor();
        const text = lines.map((each) => each.text).join('\n');
        redactor.learn(text);
        expect(redactor.leaks(redactor.text(text))).toEqual([]);
      }),
    );
  });

  it('gives equal values equal pseudonyms, and different ones different pseudonyms', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(uid, { minLength: 2, maxLength: 20 }),
        fc.uniqueArray(address, { minLength: 2 }),
        (ids, ips) => {
          const said = [...ids, ...ids].map((id) => redactorFor([...ids, ...ips]).text(`uid ${id} joined`));
          expect(said.slice(0, ids.length)).toEqual(said.slice(ids.length));
          expect(new Set(said).size).toBe(ids.length);
          const shown = new Set(ips.map((ip) => redactorFor([...ids, ...ips]).text(`from ${ip}:80`)));
          expect(shown.size).toBe(ips.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps JSON valid, its names, and every number that is no id', () => {
    const value = fc.record({
      uid,
      room,
      stats: fc.dictionary(
        fc.nat().map((number) => `metric${number}`),
        fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      ),
      nested: fc.string(),
    });
    fc.assert(
      fc.property(value, (data) => {
        const text = JSON.stringify({ ...data, uid: Number(data.uid), text: JSON.stringify({ roomId: data.room }) });
        const parsed: unknown = JSON.parse(redact(text));
        expect(parsed).toMatchObject({ stats: JSON.parse(JSON.stringify(data.stats)), uid: expect.any(Number) });
        expect(Object.keys(Object(parsed))).toEqual(['uid', 'room', 'stats', 'nested', 'text']);
        const inner: unknown = JSON.parse(String(Reflect.get(Object(parsed), 'text')));
        expect(inner).toEqual({ roomId: Reflect.get(Object(parsed), 'room') });
      }),
    );
  });
});

/** A redactor that has met the values as users and peers. */
function redactorFor(values: readonly string[]) {
  const redactor = createRedactor();
  redactor.learn(values.map((value) => (value.includes('.') ? `from ${value}:80` : `uid ${value} joined`)).join('\n'));
  return redactor;
}

describe('the check after writing', () => {
  it('catches a planted value', () => {
    fc.assert(
      fc.property(word(14, 30), (secret) => {
        const redactor = createRedactor();
        const clean = redactor.text(`{"token":"x${secret}9"}`);
        expect(redactor.leaks(`${clean}\nand by mistake x${secret}9 here`)).toMatchObject([{ kind: 'token' }]);
      }),
    );
  });

  it('finds a short id only where the text says that it is one', () => {
    const redactor = createRedactor();
    redactor.learn('join channel success: uid 2 elapsed 310');
    expect(redactor.leaks('2 findings, 2 calls, level:2')).toEqual([]);
    expect(redactor.leaks('received video of uid 2')).toMatchObject([{ kind: 'uid', original: '2' }]);
  });

  it('finds an address, a mail and a value in another spelling', () => {
    const redactor = createRedactor();
    redactor.learn('from 81.2.69.142 by ann.smith@example.com in channel:"Board Room 7"');
    expect(redactor.leaks('x 81.2.69.142:80').map(({ kind }) => kind)).toEqual(['public-ip']);
    expect(redactor.leaks('<ANN.SMITH@example.com>').map(({ kind }) => kind)).toEqual(['email']);
    expect(redactor.leaks('?q=board%20room%207&x=1').map(({ kind }) => kind)).toEqual(['channel']);
  });

  it('finds the same in a text that was just redacted as in one that comes from elsewhere', () => {
    fc.assert(
      fc.property(log, log, log, (known, lines, more) => {
        const text = (all: typeof lines): string => all.map((each) => each.text).join('\n');
        const redactor = createRedactor();
        redactor.learn(text(known));
        const output = redactor.text(text(lines));
        redactor.learn(text([...more, ...lines]));
        const justRedacted = redactor.leaks(output);
        redactor.text('another text');
        expect(justRedacted).toEqual(redactor.leaks(output));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no pseudonym for a leak', () => {
    const redactor = createRedactor();
    const clean = redactor.text('uid 1000001 from 192.168.1.5 and 2a00:1450:4009:80b::200e, pwd: abcdefgh1234');
    expect(redactor.leaks(clean)).toEqual([]);
    for (const { pseudonym } of redactor.redacted()) expect(isPseudonym(pseudonym)).toBe(true);
  });
});
