import { describe, expect, it } from 'vitest';
import { splitSeriesKey, typeOfId, useOf } from '../../../src/formats/webrtc-internals/series-key.js';

describe('the key of a series', () => {
  it.each([
    ['OT01V2658091692-framesPerSecond', 'OT01V2658091692', 'framesPerSecond'],
    ['CP1I7LfxAK_iYSg/D6g-[bytesSent_in_bits/s]', 'CP1I7LfxAK_iYSg/D6g', '[bytesSent_in_bits/s]'],
    ['IT01V1-[framesReceived-framesDecoded-framesDropped]', 'IT01V1', '[framesReceived-framesDecoded-framesDropped]'],
    ['CIT01_96_level-id=1;profile-id=2-mimeType', 'CIT01_96_level-id=1;profile-id=2', 'mimeType'],
  ])('%s', (key, id, metric) => {
    expect(splitSeriesKey(key)).toEqual({ id, metric });
  });

  it.each(['', 'x', '-x', 'x]'])('%j is none', (key) => {
    expect(splitSeriesKey(key)).toBeUndefined();
  });
});

describe('a series is read only when its name is wanted', () => {
  it.each([
    ['IT01A1', 'packetsReceived', 'number'],
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
