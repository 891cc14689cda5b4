// What the ends say and show.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS, MARK_BITS, MARK_BLOCKS, MARK_COUNT, MARK_HEIGHT } from './page/mark.js';
import { makeSpeech } from './speech.mjs';

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
 * @param {string} folder
 * @param {number} seed
 * @param {object} wanted `width`, `height` and `fps` of the picture, and what `speechOf` says about the speech
 * @returns {Record<string, {audio: string, video: string, script: object[]}>} for each end its files and `script`, the times
 *   of its speech in seconds from the start of the file
 */
export function makeMedia(folder, seed, { width, height, fps, ...speech }) {
  mkdirSync(folder, { recursive: true });
  const video = picture(folder, width, height, fps);
  const media = {};
  for (const [role, { file, script }] of Object.entries(makeSpeech(folder, seed, speech)))
    media[role] = { audio: file, video, script };
  const scripts = Object.fromEntries(Object.entries(media).map(([role, { script }]) => [role, script]));
  writeFileSync(join(folder, 'script.json'), JSON.stringify(scripts));
  return media;
}
