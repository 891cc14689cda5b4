import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectorsFor, GATED, stagesWith } from '../../../src/privacy/detect/all.js';
import type { Detector } from '../../../src/privacy/detect/detector.js';
import { detectCoordinatePairs } from '../../../src/privacy/detect/places.js';
import type { Stage } from '../../../src/privacy/detect/stages.js';
import { KINDS, type Kind } from '../../../src/privacy/kinds.js';
import { Vault } from '../../../src/privacy/vault.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const HEX = '0123456789abcdef';

/** Of every kind some ways in which a log shows it. */
const EXAMPLES: readonly (readonly [Kind, string])[] = [
  ['token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'],
  ['token', '006aab8b8f5a8cd4469a63042fcfafe7063IAA1b2c3d4e5f6'],
  ['token', '04AAAAAGUSN3gADCtoMTcyNmZ5ZmQxa2Fi'],
  ['token', 'eJwtzLEOgjAUheF36WxIW0'],
  ['token', '"token": "abcdefgh12345678"'],
  ['token', `x=${base64('{"userId":"ann_700","channelName":"board-7"}')}`],
  ['secret', 'AKIAIOSFODNN7EXAMPLE'],
  ['secret', 'sk-live-abcdefghijklmnop1234567'],
  ['secret', 'ghp_abcdefghijklmnopqrstuvwxyz012345'],
  ['secret', 'APIabcdefghijkl9: 0123456789abcdef0123456789ABCDEFGHIJ'],
  ['secret', '["Cookie","sid=0123abcd"]'],
  ['secret', '{"key":"password","value":"hunter2hunter"}'],
  ['token', 'setToken("ab12cd34ef")'],
  ['secret', 'redis://ann:hunter2@db.example.com'],
  ['secret', 'turn:1700000000:ann@192.168.4.7'],
  ['ice-pwd', 'a=ice-pwd:abcdefghijklmnopqrstuv'],
  ['ice-ufrag', 'ufrag a1B2 '],
  ['certificate', `MIIB${'abcdefghijklmnop'.repeat(5)}`],
  ['certificate', `\n${'ABCDefgh01234567'.repeat(4)}\n`],
  ['appid', 'appId=0123456789abcdef0123456789abcdef'],
  ['appid', `AC${HEX}${HEX}`],
  ['channel', "cname 'board-7'"],
  ['channel', 'RM_abcdEFGH1234'],
  ['channel', `RM${HEX}${HEX}`],
  ['channel', '频道【早会】'],
  ['uid', 'uid 1000001 '],
  ['uid', '"userId":"ann_700"'],
  ['uid', 'PA_abcdEFGH1234'],
  ['uid', 'participant [ann_7001]'],
  ['uid', '用户：安妮'],
  ['uid', 'user id = 70012345'],
  ['name', '"displayName":"Ann Smith"'],
  ['name', '/Users/ann.smith/x'],
  ['name', 'C:\\Users\\ann\\x'],
  ['session', `${HEX}${HEX}`],
  ['session', "sid '9f8e7d6c5b4a'"],
  ['device-id', `id ${HEX}${HEX}${HEX}${HEX} `],
  ['device-id', '{0.0.1.00000000}.{8d2b4a6c-1e3f-4a5b-9c7d-0e1f2a3b4c5d}'],
  ['device', '"label":"Jabra Elite 75 of Ann"'],
  ['device', 'camera = "Ann Cam 4"'],
  ['device', '["audio","7f3c","Ann Mic 9","stream"]'],
  ['network-name', '"ssid":"AnnsHome7"'],
  ['private-ip', '192.168.1.57'],
  ['private-ip', 'ip-10-20-30-40.internal'],
  ['private-ip', 'node_10_20_30_40'],
  ['private-ip', 'fe80::1c2d:3e4f'],
  ['public-ip', '81.2.69.142'],
  ['public-ip', '142.69.2.81.in-addr.arpa'],
  ['public-ip', '2a00:1450:4009:80b:0:0:0:200e'],
  ['public-ip', 'addr:2a00:1450:4009:80b:1:2:3:200e'],
  ['public-ip', 'remote_node:2a00:1450::200e'],
  ['public-ip', '2a00-1450-4009-80b-0-0-0-200e.x'],
  ['relay-ip', '81.2.69.143 49152 typ relay'],
  ['mdns', '8d2b4a6c-1e3f-4a5b-9c7d-0e1f2a3b4c5d.local'],
  ['host', 'anns-macbook.local'],
  ['mac', 'a4:83:e7:1c:2d:3e'],
  ['mac', 'A4-83-E7-1C-2D-3E'],
  ['mac', ' A4_83_E7_1C_2D_3E '],
  ['mac', 'a483.e71c.2d3e'],
  ['fingerprint', 'AB:'.repeat(31).concat('CD')],
  ['email', 'ann.smith@example.com'],
  ['email', 'ann.smith%40example.com'],
  ['email', 'ann.smith\\u0040example.com'],
  ['email', 'ann.smith&#64;example.com'],
  ['phone', '+44 20 7946 0958'],
  ['phone', '138 0013 8000'],
  ['phone', '138-0013-8000'],
  ['phone', 'call from 02079460958'],
  ['personal-id', '11010519491231002X'],
  ['url-part', 'https://example.com/standup-7?q=abc-7'],
];

/** What stands between values, and what looks like the beginning or the end of one. */
const BETWEEN = [
  ...[
    '',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    ',',
    ', ',
    '"',
    '\\"',
    "'",
    ':',
    '=',
    ': ',
    '::',
    '.',
    '-',
    '_',
    '/',
    '\\',
    '\\n',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '},',
    '],',
    '<',
    '>',
    '&',
    '%',
    '%2',
    '\\u00',
    '@',
    '+',
    '1',
    '04',
    '005',
    '12',
    '0.5',
  ],
  ...[
    'a',
    'f',
    'g',
    'sk',
    'eyJ',
    'MII',
    'RM_',
    'uid',
    'token',
    '"name":"',
    'lat',
    '48.1',
    'lng',
    'long',
    '频',
    '\u00a0',
  ],
  ...[
    '"audio"',
    '["audio",',
    '["a","b"]',
    'call ',
    'tel:',
    'version ',
    'Chrome/',
    '0123456789abcdef',
    '2026-01-05',
    '10:20:30',
  ],
  ...[' 5000 typ relay', '"candidateType":"relay"', 'relay addr: ', 'turn:', 'udp/', '\nversion\n', 'SDK '],
  ...['lat: 48.137 ', 'lng: 11.575 ', '"lat":48.137,\n"lng":11.575', 'user ', 'id=', 'display ', '🙂'],
];

const piece = fc.oneof(fc.constantFrom(...EXAMPLES.map(([, text]) => text)), fc.constantFrom(...BETWEEN));
const log = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

/** Every stage over whole texts, and every detector over every line: nothing is passed over. */
const unscreened =
  (stages: readonly Stage[]): Detector =>
  (text, claims) =>
    detectCoordinatePairs(
      stages.reduce(
        (output, stage) =>
          stage.detect({ text: output, pieces: allLines(output) }, claims, () => ({ before: '', after: '' })),
        text,
      ),
      claims,
    );

function allLines(text: string) {
  const sights = GATED.map((_, at) => 2 * at);
  return [...text.matchAll(/[^\n]*\n|[^\n]+$/g)].map(({ 0: line, index }) => ({
    start: index,
    end: index + line.length,
    sights,
  }));
}

const everything = unscreened(stagesWith(unscreened(stagesWith(unscreened(stagesWith())))));
const detectors = detectorsFor([]);
const detect: Detector = (text, claims) => detectors.detect(text, claims);

/** The text that a detector leaves, and all that it finds, in order. */
function found(by: Detector, text: string) {
  const vault = new Vault([]);
  const claims: unknown[] = [];
  const output = by(text, {
    claim: (kind, value) => {
      claims.push([kind, value]);
      return vault.claim(kind, value);
    },
    claimAddress: (address, spelling, relay) => {
      claims.push([address, spelling, relay]);
      return vault.claimAddress(address, spelling, relay);
    },
  });
  return { output, claims, kinds: [...vault.entries()].map(({ kind }) => kind) };
}

describe('behind the screen is found what is found without it', () => {
  test('each kind of value, wherever it stands', () => {
    expect(new Set([...EXAMPLES.map(([kind]) => kind), 'place'])).toEqual(new Set(KINDS));
    for (const [kind, example] of EXAMPLES) {
      for (const line of [example, `x\n${example}\ny\n`, `[${'1,'.repeat(2000)}0],{${example}`]) {
        expect(found(detect, line).kinds, line.slice(-80)).toContain(kind);
      }
    }
  });

  test('places', () => {
    for (const text of ['"latitude": 48.1371', 'geo:48.13712,11.57541', 'lat=48.1\nlon=11.5'])
      expect(detect(text, new Vault([]))).toMatch(/0\.0/);
  });

  test('lines of pieces of values', () => {
    fc.assert(
      fc.property(log, (text) => {
        expect(found(detect, text)).toEqual(found(everything, text));
      }),
      { numRuns: 3000 },
    );
  });

  test('any characters', () => {
    const any = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), piece), { maxLength: 8 });
    fc.assert(
      fc.property(any, (pieces) => {
        const text = pieces.join('');
        expect(found(detect, text)).toEqual(found(everything, text));
      }),
      { numRuns: 1000 },
    );
  });
});
