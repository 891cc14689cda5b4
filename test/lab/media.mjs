// What the two ends say and show. Speech is made so that silence and talk of the two ends are independent: looped speech
// with shared pauses looks like an echo to anything that correlates levels.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS, MARK_BITS, MARK_BLOCKS, MARK_COUNT, MARK_HEIGHT } from './page/mark.js';
import { drawn, seeded } from './random.mjs';

/** Longer than any call, so that the browser never starts the file again. */
const SPEECH_SECONDS = 75;
const VOICES = { A: ['en-us+m3', 155], B: ['en-gb+f3', 170] };
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
};

/**
 * Who speaks from when to when, seconds from the start of the file: turns, pauses of at least 3 s at each end, one stretch
 * of both talking and one of both silent.
 */
function turns(random) {
  const plan = { A: [], B: [] };
  let time = drawn(random, [0.6, 1.4]);
  for (let turn = 0; time < SPEECH_SECONDS - 8; turn++) {
    const role = turn % 2 === 0 ? 'A' : 'B';
    const length = drawn(random, [3.5, 6]);
    plan[role].push([time, length]);
    // Every third turn the other end answers before this one has finished; every fourth is followed by silence.
    time += turn % 3 === 2 ? length - 1 : length + drawn(random, [0.4, 1.2]);
    if (turn % 4 === 3) time += drawn(random, [1.5, 2.5]);
  }
  return plan;
}

function speak(folder, role, plan, random) {
  const [voice, speed] = VOICES[role];
  const parts = [];
  const script = [];
  let written = 0;
  for (const [index, [start, length]] of plan.entries()) {
    const raw = join(folder, `${role}-${index}-raw.wav`);
    const part = join(folder, `${role}-${index}.wav`);
    const sentences = SENTENCES[role];
    const from = Math.floor(random() * sentences.length);
    const text = `${sentences[from]} ${sentences[(from + 1) % sentences.length]}`;
    execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '-w', raw, text]);
    const lead = Math.max(0, start - written);
    execFileSync('sox', [
      raw,
      '-r',
      '48000',
      '-c',
      '1',
      '-b',
      '16',
      part,
      'trim',
      '0',
      String(length),
      'norm',
      '-8',
      'pad',
      String(lead),
      '0',
    ]);
    const seconds = Number(execFileSync('soxi', ['-D', part], { encoding: 'utf8' }));
    script.push({ start: round(written + lead), end: round(written + seconds) });
    written += seconds;
    parts.push(part);
    rmSync(raw);
  }
  const file = join(folder, `speech-${role}.wav`);
  execFileSync('sox', [...parts, file, 'pad', '0', String(Math.max(0, SPEECH_SECONDS - written))]);
  for (const part of parts) rmSync(part);
  return { file, script };
}

const round = (seconds) => Math.round(seconds * 10) / 10;

/** The filters that draw the number of each picture into it (see page/mark.js). */
function marks() {
  const bit = (index) => `mod(floor(n/${2 ** index}),2)`;
  const checks = CHECKS.map((bits) => `mod(${bits.map(bit).join('+')},2)`);
  const white = [...Array.from({ length: MARK_BITS }, (_, index) => bit(index)), ...checks];
  const box = (x, width, color) => `drawbox=x=${x}:y=0:w=${width}:h=ih*${MARK_HEIGHT}:color=${color}:t=fill`;
  const blocks = white.map(
    (when, block) => `${box(`floor(iw*${block}/${MARK_BLOCKS})`, `ceil(iw/${MARK_BLOCKS})`, 'white')}:enable='${when}'`,
  );
  return [box(0, 'iw', 'black'), ...blocks].join(',');
}

/** Noise keeps the encoder as busy as a camera does; a plain test picture compresses to almost nothing. */
function picture(folder, width, height, fps) {
  const file = join(folder, `picture-${width}x${height}@${fps}.mjpeg`);
  if (existsSync(file)) return file;
  const source = `testsrc2=size=${width}x${height}:rate=${fps}`;
  const args = [
    '-y',
    '-loglevel',
    'error',
    '-f',
    'lavfi',
    '-i',
    source,
    '-frames:v',
    String(MARK_COUNT),
    '-vf',
    `noise=alls=6:allf=t,${marks()}`,
    '-c:v',
    'mjpeg',
    '-q:v',
    '6',
    file,
  ];
  execFileSync('ffmpeg', args);
  return file;
}

/**
 * Makes the files of one call.
 * @returns {{A: object, B: object}} for each end `audio` and `video` files and `script`, the times of its speech in seconds
 */
export function makeMedia(folder, seed, { width, height, fps }) {
  mkdirSync(folder, { recursive: true });
  const random = seeded(seed);
  const plan = turns(random);
  const video = picture(folder, width, height, fps);
  const media = {};
  for (const role of ['A', 'B']) {
    const { file, script } = speak(folder, role, plan[role], random);
    media[role] = { audio: file, video, script };
  }
  writeFileSync(join(folder, 'script.json'), JSON.stringify({ A: media.A.script, B: media.B.script }));
  return media;
}
