// How long an end waited for its call to begin.
import { graded, LIMITS, SPEECH_DBFS } from './limits.mjs';
import { BLOCK_MS, levelAt } from './traces.mjs';

/**
 * @param {{ts: number, name: string, data: unknown}[]} events of this end's page
 * @param {{times: number[]} | undefined} pictures that it received
 * @param {import('./traces.mjs').Sound | undefined} sound that it received
 * @returns {{start: number, connectedMs: number | undefined, firstMs: number | undefined} | undefined} epoch ms of joining
 *   (of the end that is called: the offer came), and how long after it the connection stood and something was seen or heard
 */
export function waited(events, pictures, sound) {
  const first = (name, data) =>
    events.find((event) => event.name === name && (data === undefined || event.data === data));
  const start = (first('join') ?? first('signalingState', 'have-remote-offer'))?.ts;
  if (start === undefined) return undefined;
  const connected = first('connectionState', 'connected')?.ts;
  const seen = pictures?.times.find((time) => time >= start);
  const heard = sound && firstHeard(sound, start);
  const received = Math.min(seen ?? Number.POSITIVE_INFINITY, heard ?? Number.POSITIVE_INFINITY);
  return {
    start,
    connectedMs: connected === undefined ? undefined : connected - start,
    firstMs: Number.isFinite(received) ? received - start : undefined,
  };
}

function firstHeard(sound, start) {
  for (let slot = Math.max(0, Math.ceil((start - sound.origin) / BLOCK_MS)); slot < sound.length; slot++)
    if (levelAt(sound, slot) > SPEECH_DBFS) return sound.origin + slot * BLOCK_MS;
  return undefined;
}

/**
 * The time until the connection stood decides, because a voice is heard only once somebody speaks. A first picture that
 * came late on a quick connection is a borderline.
 * @param {NonNullable<ReturnType<typeof waited>>} times
 * @param {boolean} video whether pictures were sent
 */
export function connectGrade({ connectedMs, firstMs }, video) {
  if (connectedMs === undefined) return 'yes';
  const grade = graded(connectedMs, LIMITS.connectMs);
  return grade === 'no' && video && graded(firstMs ?? 0, LIMITS.connectMs) === 'yes' ? 'borderline' : grade;
}
