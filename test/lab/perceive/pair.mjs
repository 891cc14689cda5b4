// What one end got to see and hear of another one, as numbers. No judgement here.
import { unheard, withoutVoice } from './absence.mjs';
import { sustained } from './delay.mjs';
import { fineLag, LAG_WINDOW_MS, lagTrack } from './lag.mjs';
import { LIMITS } from './limits.mjs';
import { perSecond, pictureDelays, stops, worstFrozen, worstRate } from './picture.mjs';
import { BLOCK_MS, FEATURES } from './traces.mjs';
import { heardOf, holes, insertedHoles, worstLoss } from './voice.mjs';

/** After everything was absent, receivers need a moment to catch up; that belongs to the absence. */
const RECOVERY_MS = 2000;
/** Share of the voice that counts as distorted in healthy calls, where the healthy part of a call is too short to tell. */
const USUAL_LOST = 0.06;
/** A camera that gives nothing for so long is off. */
const CAMERA_OFF_MS = 1000;

/**
 * @param {object} input
 * @param {import('./traces.mjs').Media} input.sent what the other end's camera and microphone gave
 * @param {import('./traces.mjs').Media} input.received what this end got of it
 * @param {{start: number, end: number}} input.span epoch ms: from when the connection stood to the end of the call
 * @param {{start: number, end: number}} [input.control] epoch ms, the part without a fault
 */
export function measurePair({ sent, received, span, control }) {
  const sound = measureSound(sent.sound, received.sound);
  const picture = measurePicture(sent.picture, received.picture, span);
  const gaps = picture ? picture.gaps : (sound?.unheard ?? []).filter(({ spokenMs }) => spokenMs >= 500);
  const started = span.start + LIMITS.startMs;
  const absent = withoutVoice(gaps, sound?.heard ?? []).filter(
    ({ start, end }) => end - start >= (start < started ? LIMITS.interruptionMs : LIMITS.shortMs),
  );
  return {
    absent,
    never: !received.picture?.times.length && !sound?.heard.length,
    picture: picture && finishPicture(picture, sent.picture, received.picture, absent, { ...span, started }),
    sound: sound && finishSound(sound, absent, { started, control }),
  };
}

const overlaps = (a, b, after = 0) => a.start < b.end + after && b.start < a.end;
const free = (absent, after) => (part) => !absent.some((gap) => overlaps(part, gap, after));

function measureSound(sent, received) {
  if (!sent) return undefined;
  const { origin } = sent;
  const heardSound = received ?? { ...sent, bands: new Float32Array(sent.length * FEATURES).fill(-110) };
  const track = lagTrack(sent, heardSound);
  const lagAt = fineLag(sent, heardSound, track);
  const slots = heardOf(sent, heardSound, lagAt).map(({ slot, state }) => ({
    slot,
    state,
    time: origin + (slot + (lagAt(slot) ?? 0)) * BLOCK_MS,
  }));
  const delays = track.map(({ slot, lag }) => {
    const start = origin + slot * BLOCK_MS;
    return { start, end: start + LAG_WINDOW_MS, delay: lag * BLOCK_MS };
  });
  const heard = slots.filter(({ state }) => state !== 'missing');
  return { origin, track, slots, delays, heard, unheard: unheard(slots, origin) };
}

function finishSound({ origin, track, slots, delays, unheard: all }, absent, { started, control }) {
  const silent = all.filter((part) => part.end - part.start >= LIMITS.silenceMs && part.spokenMs >= 1500);
  const away = free([...absent, ...silent], RECOVERY_MS);
  const judged = slots.filter(({ time }) => time >= started && away({ start: time, end: time + 1 }));
  const inControl = control && judged.filter(({ time }) => time >= control.start && time <= control.end);
  // Compared with the worst of the healthy part, so that what a codec does to some sounds is no fault.
  const usual = worstLoss(inControl || [])?.share ?? USUAL_LOST;
  const loss = worstLoss(judged);
  const found = [...holes(judged), ...insertedHoles(track, judged)].sort((a, b) => b.length - a.length);
  const at = (slot) => origin + slot * BLOCK_MS;
  return {
    spokenMs: slots.length * BLOCK_MS,
    // The 10 s may begin in the healthy part, of which they were found to be worse.
    lostShare: loss && { share: Math.max(0, loss.share - usual), at: afterControl(at(loss.at), control) },
    usualShare: usual,
    gap: found[0] && { ms: found[0].length * BLOCK_MS, at: at(found[0].slot) },
    silent: silent.filter(free(absent, 0)),
    delay: sustained(delays, LIMITS.voiceDelayMs.yes),
    usualDelay: median(delays.map(({ delay }) => delay)),
  };
}

const afterControl = (time, control) => (control && time >= control.start && time < control.end ? control.end : time);

/** Stops of the picture, without those in which the other end's camera was off. */
function measurePicture(sent, received, span) {
  if (!sent || sent.times.length === 0) return undefined;
  const sending = [...sent.times.filter((time) => time <= span.end), span.end];
  const off = sending
    .slice(1)
    .map((end, index) => ({ start: sending[index], end }))
    .filter(({ start, end }) => end - start >= CAMERA_OFF_MS && end > span.start);
  const times = (received?.times ?? []).filter((time) => time <= span.end);
  const all = times.length > 0 ? stops(times, span.end) : [{ ...span }];
  return { times, off, gaps: all.filter((gap) => !off.some((part) => overlaps(gap, part))) };
}

function finishPicture({ times, gaps, off }, sent, received, absent, span) {
  const judged = gaps.filter(free(absent, 0)).filter(({ start }) => start >= span.started);
  const rates = { start: (times[0] ?? span.start) + 1000, end: span.end - 1000 };
  const around = between(
    [...absent, ...off].sort((a, b) => a.start - b.start),
    rates,
  );
  const rate = around
    .map((part) => worstRate(sent.times, times, part))
    .filter(Boolean)
    .sort((a, b) => a.share - b.share)[0];
  const delays = received ? pictureDelays(sent, received) : [];
  return {
    received: times.length,
    sent: sent.times.filter((time) => time >= (times[0] ?? span.start)).length,
    gaps: judged,
    longest: [...judged].sort((a, b) => b.end - b.start - (a.end - a.start))[0],
    frozen: worstFrozen(judged),
    rate,
    off,
    delay: sustained(perSecond(delays).filter(free(absent, RECOVERY_MS)), LIMITS.pictureDelayMs.yes),
    usualDelay: median(delays.map(({ delay }) => delay)),
  };
}

function between(absent, { start, end }) {
  const edges = [start, ...absent.flatMap((gap) => [gap.start, gap.end + RECOVERY_MS]), end];
  return Array.from({ length: edges.length / 2 }, (_, at) => ({ start: edges[2 * at], end: edges[2 * at + 1] }));
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
