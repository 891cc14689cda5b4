import { describe, expect, test } from 'vitest';
import { presence } from '../../src/signals/echo-presence.js';
import { LevelPoints } from '../../src/signals/level-points.js';

const SPEECH = -14;
const ECHO = -28;
const SILENCE = -60;

/** Levels of a conversation in turns of four seconds: own voice, far voice, both silent for a second after each. */
function talk(far: (s: number, own: boolean, other: boolean) => number, seconds = 60): LevelPoints {
  const points = new LevelPoints();
  for (let s = 0; s < seconds; s += 1) {
    const place = s % 10;
    const own = place < 4;
    const other = place >= 5 && place < 9;
    points.push({ seconds: 1, mic: own ? SPEECH : SILENCE, inbound: far(s, own, other) });
  }
  return points;
}
const share = (points: LevelPoints) => presence(points, points.mic, points.inbound);

describe('what comes back while the own voice speaks', () => {
  test('is an echo where it is there in every turn, although the far voice is louder than it', () => {
    expect(share(talk((_, own, other) => (own ? ECHO : other ? SPEECH : SILENCE)))).toBe(1);
  });

  test('is none where the far end listens', () => {
    expect(share(talk((_, __, other) => (other ? SPEECH : SILENCE)))).toBe(0);
  });

  test('is a part where the far end interrupts now and then', () => {
    const interrupted = share(talk((s, own, other) => (other || (own && s % 20 < 4) ? SPEECH : SILENCE)));
    expect(interrupted).toBeGreaterThan(0.2);
    expect(interrupted).toBeLessThan(0.8);
  });

  test.each<[string, LevelPoints]>([
    ['noise is always there', talk((_, own, other) => (own ? ECHO : other ? SPEECH : ECHO - 1))],
    [
      'the far end never speaks alone, so that it may be the microphone that follows',
      talk((_, own) => (own ? ECHO : SILENCE)),
    ],
    ['too little was said', talk((_, own, other) => (own ? ECHO : other ? SPEECH : SILENCE), 20)],
  ])('cannot be told where %s', (_, points) => {
    expect(share(points)).toBeNaN();
  });

  test('can be told in a noisy place, when the noise is well below what comes back', () => {
    expect(share(talk((_, own, other) => (own ? ECHO : other ? SPEECH : ECHO - 10)))).toBe(1);
  });
});
