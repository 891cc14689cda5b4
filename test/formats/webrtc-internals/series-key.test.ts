import { describe, expect, it } from 'vitest';
import { typeOfId, useOf } from '../../../src/formats/webrtc-internals/series-key.js';

describe('a series is read only when its name is wanted', () => {
  it.each([
    ['IT01A1', 'packetsReceived', 'number'],
    ['IT01A1', 'firCount', 'mention'],
    ['OT01V1', 'qualityLimitationDurations.none', 'mention'],
    ['IT01A1', 'kind', 'label'],
    ['IT01A1', '[packetsReceived/s]', 'skip'],
    ['OT01V1', 'qualityLimitationDurations', 'members'],
    ['CF47:51:D5', 'base64Certificate', 'skip'],
    ['RTCCertificate_12', 'fingerprint', 'skip'],
    ['RTCMediaStreamTrack_receiver_1', 'freezeCount', 'number'],
    ['T01', 'timestamp', 'timestamp'],
    ['P', 'timestamp', 'skip'],
    ['IT01A1', '__proto__', 'skip'],
  ])('%s %s: %s', (id, metric, use) => {
    expect(useOf(typeOfId(id), metric)).toBe(use);
  });
});
