// From numbers to what the person at an end would say.
import { connectGrade } from './connect.mjs';
import { echoGrade } from './echo.mjs';
import { graded, LIMITS, worst } from './limits.mjs';

/**
 * @typedef {object} Observation
 * @property {string[]} symptoms one of them is what a person would call it
 * @property {'yes' | 'borderline' | 'no' | 'unknown'} grade
 * @property {number} onset epoch ms
 * @property {string} why short, with the measured numbers
 */

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * @param {ReturnType<import('./pair.mjs').measurePair>} measured
 * @param {{end: number, still: boolean}} call `end`: epoch ms; `still`: what is shown stands still most of the time, so nobody
 *   sees that pictures are missing
 * @returns {Observation[]}
 */
export function ofPair(measured, { end, still }) {
  const found = measured.absent.flatMap((gap) => absence(gap, end, measured));
  if (measured.picture)
    found.push(...ofPicture(measured.picture).filter(({ symptoms }) => !(still && symptoms.includes('stutter'))));
  if (measured.sound) found.push(...ofSound(measured.sound));
  return found;
}

function absence({ start, end: back }, end, { never, picture }) {
  const ms = back - start;
  const lasting = back >= end - 500;
  const why = `nothing received for ${seconds(ms)}${lasting ? ', until the end' : ''}`;
  const may = (symptom) => ({ symptoms: [symptom], grade: 'borderline', onset: start, why: `beside: ${why}` });
  if (ms < LIMITS.interruptionMs)
    return [{ symptoms: ['stutter', 'interruption'], grade: 'yes', onset: start, why }, may('silence'), may('latency')];
  // What never came was not interrupted; and without a picture nobody can tell a lost connection from a silent one.
  const symptoms = never ? ['silence'] : lasting || !picture ? ['interruption', 'silence'] : ['interruption'];
  return [{ symptoms, grade: 'yes', onset: start, why }, ...['stutter', 'silence', 'latency', 'interruption'].map(may)];
}

function ofPicture({ gaps, longest, frozen, rate, delay, off }) {
  const found = [];
  const long = gaps.filter((gap) => gap.end - gap.start >= LIMITS.silenceMs);
  for (const gap of long) {
    const why = `no picture for ${seconds(gap.end - gap.start)} while the camera was on`;
    found.push({ symptoms: ['silence', 'stutter'], grade: 'yes', onset: gap.start, why });
  }
  if (longest && long.length === 0) {
    const ms = longest.end - longest.start;
    found.push(stutter(graded(ms, LIMITS.stallMs), longest.start, `the picture stood still for ${seconds(ms)}`));
  }
  const grade = graded(frozen.share, LIMITS.frozenShare);
  const why = `the picture stood still ${frozen.stops} times, ${percent(frozen.share)} of 10 s`;
  found.push(stutter(grade === 'yes' && frozen.stops < 2 ? 'borderline' : grade, frozen.at, why));
  if (rate) {
    const text = `${rate.fps.toFixed(1)} pictures a second in the worst 10 s, ${percent(rate.share)} of those sent`;
    found.push(stutter(graded(rate.share, LIMITS.rateShare), rate.at, text));
  }
  if (delay) {
    const text = `camera to eye ${Math.round(delay.delay)} ms for 4 s`;
    found.push({
      symptoms: ['latency'],
      grade: graded(delay.delay, LIMITS.pictureDelayMs),
      onset: delay.at,
      why: text,
    });
  }
  for (const { start, end } of off) {
    const grade = end - start >= LIMITS.silenceMs ? 'yes' : 'borderline';
    const why = `the camera of the other end was off for ${seconds(end - start)}`;
    found.push({ symptoms: ['silence'], grade, onset: start, why });
  }
  return found;
}

const stutter = (grade, onset, why) => ({ symptoms: ['stutter'], grade, onset, why });

function ofSound({ lostShare, gap, silent, delay }) {
  const found = [];
  if (lostShare) {
    const why = `${percent(lostShare.share)} of the speech of the worst 10 s missing or distorted`;
    found.push(stutter(graded(lostShare.share, LIMITS.voiceLostShare), lostShare.at, why));
  }
  if (gap) found.push(stutter(graded(gap.ms, LIMITS.voiceGapMs), gap.at, `a hole of ${gap.ms} ms in the voice`));
  for (const part of silent) {
    const why = `no voice for ${seconds(part.end - part.start)}, ${seconds(part.spokenMs)} of speech unheard`;
    found.push({ symptoms: ['silence'], grade: 'yes', onset: part.start, why });
  }
  if (delay) {
    const why = `mouth to ear ${Math.round(delay.delay)} ms for 4 s`;
    found.push({ symptoms: ['latency'], grade: graded(delay.delay, LIMITS.voiceDelayMs), onset: delay.at, why });
  }
  return found;
}

/** @param {ReturnType<import('./echo.mjs').returned>} echo @param {number} origin epoch ms of slot 0 @returns {Observation} */
export function ofEcho(echo, origin) {
  const why =
    `own voice back in ${seconds(echo.returnedMs)} of ${seconds(echo.judgedMs)}` +
    (echo.delayMs === undefined ? '' : `, ${Math.round(echo.levelDbfs)} dBFS after ${echo.delayMs} ms`);
  return { symptoms: ['echo'], grade: echoGrade(echo), onset: origin + (echo.at ?? 0) * 20, why };
}

/** @param {ReturnType<import('./connect.mjs').waited>} times @returns {Observation} */
export function ofConnect(times, video) {
  if (!times) return { symptoms: ['connect'], grade: 'unknown', onset: 0, why: 'the page did not say when it joined' };
  const { start, connectedMs, firstMs } = times;
  const why =
    (connectedMs === undefined ? 'never connected' : `connected after ${connectedMs} ms`) +
    (firstMs === undefined ? ', nothing seen or heard' : `, first seen or heard after ${firstMs} ms`);
  return { symptoms: ['connect'], grade: connectGrade(times, video), onset: start, why };
}

/** Worst grade of a symptom among observations. */
export const gradeOf = (observations, symptom) =>
  worst(...observations.filter(({ symptoms }) => symptoms.includes(symptom)).map(({ grade }) => grade));
