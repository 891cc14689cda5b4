// What the person at each end of a call noticed, from the media alone: what was sent, seen and heard.

import { unheard } from './absence.mjs';
import { waited } from './connect.mjs';
import { returned } from './echo.mjs';
import { measurePair } from './pair.mjs';
import { gradeOf, ofConnect, ofEcho, ofPair } from './symptoms.mjs';
import { BLOCK_MS, levelAt, readTraces } from './traces.mjs';

const MEDIA_SYMPTOMS = ['stutter', 'latency', 'silence', 'interruption'];
/** Kinds of picture (see page/capture.js) that change every few seconds. */
const STILL = new Set(['slides', 'static-screen']);
/** A microphone that gives less than this while its owner speaks is dead; speech of the script is 40 dB above. */
const DEAD_DBFS = -60;

/**
 * @param {object} call
 * @param {string[]} call.ends
 * @param {Record<string, object[]>} call.probes messages of each end's probes
 * @param {number} call.go
 * @param {number} call.end epoch ms
 * @param {{ts: number, role: string, name: string, data: unknown}[]} call.events of the pages
 * @param {Record<string, {start: number, end: number}[]>} [call.speech] when each end speaks by the script, epoch ms
 * @param {Record<string, {audio?: boolean, video?: boolean}>} call.mediaOf what each end sends by the plan
 * @param {{start: number, end: number}} [call.control] the part without a fault
 * @param {{label: string, start: number, end: number}[]} [call.windows] faults and actions, epoch ms
 * @returns {Record<string, {observations: import('./symptoms.mjs').Observation[], measured: object, unknown: string[]}>}
 *   `unknown`: symptoms that the media of this call cannot tell
 */
export function perceive(call) {
  const traces = readTraces(call.probes, call);
  return Object.fromEntries(call.ends.map((own) => [own, atEnd(own, traces, call)]));
}

function atEnd(own, traces, call) {
  const events = call.events.filter(({ role }) => role === own);
  const others = call.ends.filter((other) => other !== own);
  const observations = [];
  const measured = {};
  const unknown = new Set();
  for (const from of others) {
    const sent = dueOf(traces[from].local, call.mediaOf[from]);
    const received = traces[own].remote[from];
    const times = waited(events, received.picture, received.sound);
    const connect = ofConnect(times, call.mediaOf[from].video === true);
    observations.push(connect);
    if (connect.grade === 'unknown') unknown.add('connect');
    if ((call.probes[own] ?? []).length === 0 || (!sent.picture && !sent.sound)) {
      for (const symptom of [...MEDIA_SYMPTOMS, 'echo']) unknown.add(symptom);
      continue;
    }
    const start = times?.connectedMs === undefined ? undefined : times.start + times.connectedMs;
    if (start === undefined) {
      observations.push(...['silence', 'interruption'].map((symptom) => beside(symptom, call.go, 'never connected')));
      continue;
    }
    const pair = measurePair({ sent, received, span: { start, end: call.end }, control: call.control });
    observations.push(
      ...ofPair(pair, { end: call.end, still: STILL.has(call.mediaOf[from].capture) }),
      ...ofMicrophone(from, traces[from].local.sound, call),
    );
    const echo = echoAt(own, from, traces, call);
    if (echo) observations.push(echo);
    if (!echo || echo.grade === 'unknown') unknown.add('echo');
    measured[from] = { ...short(pair), connect: connect.why, ...(echo && { echo: echo.why }) };
  }
  observations.push(...lostStates(events, call));
  const windows = call.windows ?? [];
  const judged = observations.map((observation) => ofStarved(onPurpose(observation, windows), windows));
  const told = [...unknown].filter((symptom) => gradeOf(judged, symptom) !== 'yes');
  return { observations: judged, measured, unknown: told };
}

/** A starved end loses what it hears and says on the way to and from its own devices: stutter or silence, nobody can tell. */
function ofStarved(observation, windows) {
  const isSilence = observation.grade === 'yes' && observation.symptoms.join() === 'silence';
  const starved = windows.some(({ label }) => label === 'starve');
  return isSilence && starved ? { ...observation, grade: 'borderline' } : observation;
}

/** On hold nothing flows, and whoever asked for that is not surprised; the other end may call it what it likes. */
function onPurpose(observation, windows) {
  const hold = windows.find(
    ({ label, start, end }) => label === 'hold' && observation.onset > start - 1000 && observation.onset < end + 2000,
  );
  if (!hold) return observation;
  const why = `on hold: ${observation.why}`;
  return { ...observation, why, grade: observation.grade === 'yes' ? 'borderline' : observation.grade };
}

const dueOf = ({ picture, sound }, { audio, video }) => ({
  ...(video && picture && { picture }),
  ...(audio && sound && { sound }),
});

const beside = (symptom, onset, why) => ({ symptoms: [symptom], grade: 'borderline', onset, why });

function echoAt(own, from, traces, { speech }) {
  const mine = traces[own].local.sound;
  const received = traces[own].remote[from].sound;
  if (!mine || !received || !speech?.[from]) return undefined;
  const far = (slot) => {
    const time = mine.origin + slot * BLOCK_MS;
    return speech[from].some(({ start, end }) => time >= start && time <= end);
  };
  return ofEcho(returned(mine, received, far), mine.origin);
}

/** A microphone that gives nothing while its owner speaks: muted (allowed) or dead. */
function ofMicrophone(from, sound, { events, speech, end }) {
  const mutes = events.filter(({ role, name }) => role === from && name === 'action');
  const muted = (time) => {
    const before = mutes.filter(({ ts, data }) => ts <= time + 100 && (data === 'mute' || data === 'unmute'));
    return before[before.length - 1]?.data === 'mute';
  };
  const found = mutes
    .filter(({ data }) => data === 'mute')
    .map(({ ts }) => beside('silence', ts, 'the other end was muted'));
  if (!sound || !speech?.[from]) return found;
  const slots = [];
  for (const { start, end: stop } of speech[from]) {
    for (let time = start + 300; time < Math.min(stop - 300, end); time += BLOCK_MS) {
      const slot = Math.round((time - sound.origin) / BLOCK_MS);
      if (slot < 0 || muted(time)) continue;
      slots.push({ slot, state: levelAt(sound, slot) < DEAD_DBFS ? 'missing' : 'heard' });
    }
  }
  // Pauses between words are silent too: only where nothing above them was said is the microphone dead.
  const dead = unheard(slots, sound.origin).filter((part) => part.end - part.start >= 5000 && part.spokenMs >= 1500);
  for (const part of dead) {
    const why = `the other end spoke for ${(part.spokenMs / 1000).toFixed(1)} s into a silent microphone`;
    found.push({ symptoms: ['silence'], grade: 'yes', onset: part.start, why });
  }
  return found;
}

/** What the page was told about its connection may be reported as an interruption even if nobody noticed. */
function lostStates(events, { end }) {
  const connected = events.find(({ name, data }) => name === 'connectionState' && data === 'connected');
  if (!connected) return [];
  return events
    .filter(
      ({ ts, name, data }) =>
        name === 'connectionState' && /^(disconnected|failed)$/.test(data) && ts > connected.ts && ts < end,
    )
    .map(({ ts, data }) => beside('interruption', ts, `the connection was ${data}`));
}

/** The numbers that a reader of the truth wants to see. */
function short({ absent, picture, sound }) {
  const length = ({ start, end }) => end - start;
  return {
    ...(absent.length > 0 && { absentMs: absent.map(length) }),
    ...(picture && {
      pictures: { received: picture.received, sent: picture.sent },
      longestStopMs: picture.longest ? length(picture.longest) : 0,
      frozenShare: rounded(picture.frozen.share),
      rateShare: picture.rate && rounded(picture.rate.share),
      cameraToEyeMs: { usual: picture.usualDelay, worst4s: picture.delay?.delay },
    }),
    ...(sound && {
      spokenMs: sound.spokenMs,
      lostShare: sound.lostShare && rounded(sound.lostShare.share),
      usualLostShare: rounded(sound.usualShare),
      longestGapMs: sound.gap?.ms ?? 0,
      mouthToEarMs: { usual: sound.usualDelay, worst4s: sound.delay?.delay },
    }),
  };
}

const rounded = (value) => Math.round(value * 1000) / 1000;
