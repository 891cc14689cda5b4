import { describe, expect, it } from 'vitest';
import type { Head } from '../../src/formats/format.js';
import { looksLikeResult, parseResult } from '../../src/sla/saved-result.js';
import { richResult } from '../support/sample-result.js';
import { resultOf } from './results.js';

const head = (text: string): Head => ({ name: 'x', bytes: Buffer.from(text), text, lines: [text], complete: true });
const CALL = { from: '2026-02-10T10:00:00.000Z', to: '2026-02-10T10:10:00.000Z' };

describe('a saved result', () => {
  it('is known by its beginning, whatever its name, layout and order of keys', () => {
    expect(looksLikeResult(head('{\n  "schemaVersion": 1,\n  "tool": {'))).toBe(true);
    expect(looksLikeResult(head('{"calls":[]'))).toBe(true);
    expect(looksLikeResult(head('{"PeerConnections": {'))).toBe(false);
    expect(looksLikeResult(head('[{"schemaVersion": 1}]'))).toBe(false);
  });

  it('of the program is one', () => {
    const result: unknown = JSON.parse(JSON.stringify(richResult('en')));
    expect(parseResult(result)).toHaveProperty('result');
  });

  it.each<[string, unknown, RegExp]>([
    ['of a later program', { ...resultOf('a', [CALL]), schemaVersion: 2 }, /schema version 2, this program reads 1/],
    ['without a version', { calls: [] }, /no schema version/],
    ['that is no object', [], /no schema version/],
    ['with a part missing', { ...resultOf('a', [CALL]), checks: undefined }, /not a result of rtc-triage: checks/],
    ['with a bad time', resultOf('a', [{ ...CALL, from: 'noon' }]), /sources\.0\.start: is no time with an offset/],
    ['with a time of no zone', resultOf('a', [{ ...CALL, to: '2026-02-10T10:10:00' }]), /is no time with an offset/],
    [
      'with a finding of no call',
      { ...resultOf('a', [{ ...CALL, findings: [{ from: null, to: null }] }]), calls: [] },
      /a finding names the call "a#1"/,
    ],
  ])('%s is refused with the reason', (_, value, reason) => {
    const saved = parseResult(value);
    expect('mistake' in saved && saved.mistake).toMatch(reason);
  });
});
