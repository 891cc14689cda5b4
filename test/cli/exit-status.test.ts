import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { rtcTriage } from './program.js';

/** A call without a fault that a person would notice. */
const CLEAN = 'fixtures/webrtc-internals/clean.json.gz';
/** A join that the service refuses: P0. */
const REFUSED = 'fixtures/agora-native/v4-bad-token.log';
/** Echo cancellation is switched off and nobody has suffered yet: P3. */
const RISK = 'fixtures/webrtc-internals/chrome-86.json';
const ENCRYPTED = 'fixtures/declined/agora-encrypted.log';

const status = (...args: string[]) => rtcTriage([...args, '--format', 'json']).status;

describe('the exit status (docs/ci.md)', () => {
  it('is 0 when nothing is found at or above --fail-on', () => {
    expect(status(CLEAN)).toBe(0);
    expect(status(CLEAN, '--fail-on', 'P2')).toBe(0);
  });

  it('is 1 at a finding of P1 or worse by default', () => {
    expect(status(REFUSED)).toBe(1);
    expect(status('fixtures/webrtc-internals/loss20.json.gz')).toBe(1);
  });

  it('follows --fail-on in both directions', () => {
    expect(status(RISK)).toBe(0);
    expect(status(RISK, '--fail-on', 'P3')).toBe(1);
    expect(status(REFUSED, '--fail-on', 'P0')).toBe(1);
    expect(status(REFUSED, '--fail-on', 'never')).toBe(0);
  });

  it('is 2 when the call was wrong', () => {
    expect(status(CLEAN, '--nonsense')).toBe(2);
    expect(status(CLEAN, '--fail-on', 'P9')).toBe(2);
    expect(status(CLEAN, '--lang', 'fr')).toBe(2);
    expect(rtcTriage([]).status).toBe(2);
  });

  it('is 2 when a named file is missing, unless findings already ask for 1', () => {
    expect(status('no-such-file.log')).toBe(2);
    expect(status('no-such-file.log', CLEAN)).toBe(2);
    expect(status('no-such-file.log', REFUSED)).toBe(1);
  });

  it('is 3 when nothing could be checked', () => {
    expect(status(ENCRYPTED)).toBe(3);
    expect(status('fixtures/declined')).toBe(3);
    expect(status(ENCRYPTED, '--fail-on', 'never')).toBe(3);
  });

  it('is that of the logs that could be read when others beside them could not', () => {
    expect(status(ENCRYPTED, CLEAN)).toBe(0);
    expect(status(ENCRYPTED, REFUSED)).toBe(1);
  });

  it('is 3 for a folder without logs', () => {
    const folder = folderWith({
      'notes.txt': 'call back on Monday\n',
      'sub/picture.png': Buffer.from([0x89, 0x50, 0]),
    });
    expect(status(folder)).toBe(3);
  });
});
