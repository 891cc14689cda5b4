import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../../src/index.js';
import { fixture } from '../support.js';

const triageFixture = (name: string) => triage(['-'], { stdin: Readable.from([fixture(name)]) });

/** What a person reads off the log: [format, SDK, connect times by connection]. */
const READ: readonly (readonly [string, string, string | undefined, Readonly<Record<string, number | undefined>>])[] = [
  ['twilio-video/slow-join-reconnect.log', 'twilio-video', 'twilio-video.js', { session: 1204 }],
  ['jitsi/bridge-fails-and-recovers.log', 'jitsi', undefined, { session: 210, JVB: 900 }],
  ['chime/slow-start.log', 'chime', undefined, { session: 980 }],
  ['chime/android-logcat.log', 'chime-mobile', 'Amazon Chime SDK for Android', { session: 900 }],
  ['livekit/devtools-times.log', 'livekit-js', 'livekit-client', { session: 931 }],
  ['livekit/swift.log', 'livekit-swift', 'LiveKit Swift', { session: 3000 }],
  ['livekit/android.log', 'livekit-android', 'LiveKit Android', { session: 862 }],
  ['livekit/flutter.log', 'livekit-flutter', 'LiveKit Flutter', { session: 955 }],
  ['twilio-video/native-ios.log', 'twilio-native', 'Twilio Video', { session: 872 }],
  ['mediasoup/devtools-times.log', 'mediasoup', 'mediasoup-client', { session: 820 }],
];

describe('the time to connect', () => {
  test.each(READ)('%s', async (name, format, sdk, times) => {
    const { sources, calls } = await triageFixture(name);
    expect(sources[0]?.format).toBe(format);
    expect(calls).toHaveLength(1);
    if (sdk !== undefined) expect(calls[0]?.sdk.name).toBe(sdk);
    const found = new Map(calls[0]?.connections.map(({ id, connect }) => [id, connect.totalMs]));
    for (const [id, ms] of Object.entries(times)) expect(found.get(id)).toBe(ms);
  });
});

test.each([
  ['twilio-video/no-network.log', 'twilio-video'],
  ['opentok/no-network.log', 'opentok'],
  ['livekit/no-network.log', 'livekit-js'],
])('%s tells that there was no call', async (name, format) => {
  const { sources, findings } = await triageFixture(name);
  expect(sources[0]?.format).toBe(format);
  expect(findings.map(({ rule }) => rule)).toContain('connect/connect-failed');
});

test.each([
  ['twilio-video/slow-join-reconnect.log', 8000],
  ['livekit/devtools-times.log', 6000],
  ['livekit/android.log', 5000],
  ['livekit/flutter.log', 7000],
  ['twilio-video/native-ios.log', 6010],
  ['chime/android-logcat.log', 5000],
])('%s shows its reconnect', async (name, ms) => {
  const { findings } = await triageFixture(name);
  expect(findings.filter(({ rule }) => rule === 'interruption/sdk-reconnecting').map((one) => one.durationMs)).toEqual([
    ms,
  ]);
});

test('Jitsi waits for somebody to talk to: that is not a slow first picture', async () => {
  const { findings } = await triageFixture('jitsi/bridge-fails-and-recovers.log');
  const rules = findings.map(({ rule }) => rule);
  expect(rules).toContain('interruption/connection-lost');
  expect(rules).not.toContain('connect/slow-first-media');
});
