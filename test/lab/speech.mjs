// What the ends say. Silence and talk of the ends are independent: looped speech with shared pauses looks like an echo to
// anything that correlates levels.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawn, seeded } from './random.mjs';
import { silences } from './silent-microphone.mjs';

/** The file is longer than the call by the time until "go" and some more, so that the browser never starts it again. */
const SPARE_SECONDS = 15;
/** Peak of the speech, dBFS, and of the noise that every real microphone has; without any it would be a dead one. */
const SPEECH_DB = -8;
const NOISE_AMPLITUDE = 0.0003;
const FORMAT = ['-r', '48000', '-c', '1', '-b', '16'];
const VOICES = { A: ['en-us+m3', 155], B: ['en-gb+f3', 170], C: ['en-us+f2', 150] };
const SENTENCES = {
  A: [
    'Good morning, I would like to go through the plan for the coming week before we decide anything.',
    'The delivery from the north is two days late and the second shift cannot start without it.',
    'If we move the review to Thursday, everybody has enough time to read the long report.',
    'Yes, that sounds right to me, and I will write it down for the others.',
    'One more thing, the new room has a better table but a much worse view of the garden.',
  ],
  B: [
    'Thank you, I have read your message and there are three points that I do not understand yet.',
    'We could ask the supplier for a smaller first part, which might arrive on Wednesday evening.',
    'Thursday is fine, although the people from the south office join us only after eleven.',
    'Please send me the list of open questions as soon as it is ready.',
    'I think that the budget is large enough when we leave out the second machine.',
  ],
  C: [
    'I only joined to listen, but there is one number in the table that looks wrong to me.',
    'Our colleagues in the workshop have already started with the first two pieces.',
    'Could somebody repeat the last sentence, please, I was still looking for the page.',
    'That would save us about three hours each week, and nobody has to travel.',
    'I agree with both of you, so let us simply try it and look at the result in a month.',
  ],
};

/**
 * What the speech of a call is to be like.
 * @returns {{ends: string[], seconds: number, doubleTalk: boolean, silentFrom: Record<string, number>}}
 */
export function speechOf(plan) {
  const { ends = ['A', 'B'], seconds, speech = {} } = plan;
  return {
    ends,
    seconds: seconds + SPARE_SECONDS,
    doubleTalk: speech.doubleTalk ?? false,
    silentFrom: silences(plan),
  };
}

/**
 * Who speaks from when to when, `[start, length]` in seconds from the start of the file: turns, pauses of at least 3 s at
 * each end, stretches of two talking and of all silent.
 */
export function turns(random, { ends, seconds, doubleTalk }) {
  if (doubleTalk) return Object.fromEntries(ends.map((end) => [end, monologues(random, seconds)]));
  const plan = Object.fromEntries(ends.map((end) => [end, []]));
  let time = drawn(random, [0.6, 1.4]);
  for (let turn = 0; time < seconds - 8; turn++) {
    const length = drawn(random, [3.5, 6]);
    plan[ends[turn % ends.length]].push([time, length]);
    // Every third turn the next end answers before this one has finished; every fourth is followed by silence.
    time += turn % 3 === 2 ? length - 0.8 : length + drawn(random, [0.4, 1.2]);
    if (turn % 4 === 3) time += drawn(random, [1.5, 2.5]);
  }
  return plan;
}

/** One end that talks and pauses without regard for the other, who does the same: both talk about half of the time. */
function monologues(random, seconds) {
  const parts = [];
  let time = drawn(random, [0.6, 3]);
  while (time < seconds - 8) {
    const length = drawn(random, [4, 6.5]);
    parts.push([time, length]);
    time += length + drawn(random, [3, 5]);
  }
  return parts;
}

/** Length of a sound file, seconds. */
const lengthOf = (file) => Number(execFileSync('soxi', ['-D', file], { encoding: 'utf8' }));
const sox = (...args) => execFileSync('sox', args.map(String));
const round = (seconds) => Math.round(seconds * 10) / 10;

/**
 * Makes the speech file of one end.
 * @returns {{file: string, script: {start: number, end: number}[]}} when the person speaks,
 *   seconds, also into a silent microphone
 */
function speak(folder, role, plan, { seconds, silentFrom = {} }, random) {
  const [voice, speed] = VOICES[role];
  const sentences = SENTENCES[role];
  const parts = [];
  const script = [];
  let written = 0;
  for (const [index, [start, length]] of plan.entries()) {
    const raw = join(folder, `${role}-${index}-raw.wav`);
    const part = join(folder, `${role}-${index}.wav`);
    const from = Math.floor(random() * sentences.length);
    const text = `${sentences[from]} ${sentences[(from + 1) % sentences.length]}`;
    execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '-w', raw, text]);
    const lead = Math.max(0, start - written);
    sox(raw, ...FORMAT, part, 'trim', 0, length, 'norm', SPEECH_DB, 'pad', lead, 0);
    const end = written + lengthOf(part);
    script.push({ start: round(written + lead), end: round(end) });
    written = end;
    parts.push(part);
    rmSync(raw);
  }
  const [voiceOnly, noise, file] = ['voice', 'noise', 'speech'].map((name) => join(folder, `${name}-${role}.wav`));
  sox(...parts, voiceOnly, 'pad', 0, Math.max(0, seconds - written));
  sox('-n', ...FORMAT, noise, 'synth', seconds, 'whitenoise', 'vol', NOISE_AMPLITUDE);
  // `-v 1`: a mix is not to be divided by the number of its parts.
  const mix = ['-m', '-v', 1, voiceOnly, '-v', 1, noise];
  const silent = silentFrom[role];
  if (silent === undefined) sox(...mix, file);
  else if (silent === 0) sox('-D', '-n', ...FORMAT, file, 'trim', 0, seconds);
  else sox('-D', ...mix, file, 'trim', 0, silent, 'pad', 0, seconds - silent);
  for (const part of [...parts, voiceOnly, noise]) rmSync(part);
  return { file, script };
}

/**
 * @param {string} folder where the files go
 * @param {number} seed
 * @param {object} wanted of `speechOf`
 * @returns {Record<string, {file: string, script: {start: number, end: number}[]}>} by end
 */
export function makeSpeech(folder, seed, wanted) {
  const random = seeded(seed);
  const plan = turns(random, wanted);
  return Object.fromEntries(wanted.ends.map((end) => [end, speak(folder, end, plan[end], wanted, random)]));
}
