import { describe, expect, it } from 'vitest';
import { echoGrade, returned } from './echo.mjs';
import { fineLag, lagTrack } from './lag.mjs';
import { GO, heardLater, type MadeSound, pictures, SLOT_MS, silence, speech } from './made.js';
import { measurePair } from './pair.mjs';
import { FEATURES } from './traces.mjs';
import { heardOf, holes, worstLoss } from './voice.mjs';

const TALK = speech(
  30,
  [
    [1, 7],
    [10, 16],
    [20, 27],
  ],
  1,
);
const lags = (sent: MadeSound, heard: MadeSound) => lagTrack(sent, heard).map(({ lag }) => lag * SLOT_MS);
const statesOf = (sent: MadeSound, heard: MadeSound) =>
  heardOf(sent, heard, fineLag(sent, heard, lagTrack(sent, heard)));
const span = { start: GO, end: GO + 30_000 };
const soundOf = (heard: MadeSound) => measurePair({ sent: { sound: TALK }, received: { sound: heard }, span }).sound;

describe('the delay of a voice', () => {
  it('is found wherever somebody speaks', () => {
    expect(
      new Set(
        lags(
          TALK,
          heardLater(TALK, () => 240),
        ),
      ),
    ).toEqual(new Set([240]));
  });

  it('follows a change, and only what lasts 4 s is the worst', () => {
    const measured = soundOf(heardLater(TALK, (time) => (time < 18_000 ? 120 : 620)));
    expect(measured?.usualDelay).toBe(120);
    expect(measured?.delay?.delay).toBe(620);
    const hiccup = soundOf(heardLater(TALK, (time) => (time > 12_000 && time < 13_500 ? 620 : 120)));
    expect(hiccup?.delay?.delay).toBe(120);
  });

  it('is not made up for the speech of somebody else', () => {
    expect(lags(TALK, speech(30, [[0, 30]], 2))).toEqual([]);
  });
});

describe('what was heard of a voice', () => {
  it('is everything when only time was stretched', () => {
    const stretched = heardLater(TALK, (time) => 100 + Math.min(200, Math.max(0, (time - 11_000) / 10)));
    const slots = statesOf(TALK, stretched);
    expect(slots.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(worstLoss(slots)?.share).toBeLessThan(0.02);
  });

  it('lacks the slots that were lost, as one hole', () => {
    const lost = (time: number) => time >= 12_000 && time < 12_600;
    const found = holes(
      statesOf(
        TALK,
        heardLater(TALK, (time) => (lost(time) ? undefined : 100)),
      ),
    );
    expect(found).toHaveLength(1);
    const [hole] = found;
    // A loud neighbour within 40 ms hides the edges.
    expect(Math.abs((hole?.slot ?? 0) * SLOT_MS - 12_000)).toBeLessThanOrEqual(60);
    expect(Math.abs((hole?.length ?? 0) * SLOT_MS - 600)).toBeLessThanOrEqual(120);
  });

  it('is distorted where the spectrum is another one at the same level', () => {
    const heard = heardLater(TALK, () => 100);
    const other = speech(30, [[0, 30]], 3);
    const [from, to] = [(12_000 + 100) / SLOT_MS, (13_000 + 100) / SLOT_MS];
    heard.bands.set(other.bands.subarray(from * FEATURES, to * FEATURES), from * FEATURES);
    const distorted = statesOf(TALK, heard).filter(({ state }) => state === 'distorted');
    expect(distorted.length).toBeGreaterThan(25);
    for (const { slot } of distorted) expect(slot * SLOT_MS).toBeGreaterThanOrEqual(11_800);
    for (const { slot } of distorted) expect(slot * SLOT_MS).toBeLessThan(13_200);
  });

  it('is silence when none of it arrived for 5 s, and not a stutter', () => {
    const picture = pictures(30, 25);
    const sound = heardLater(TALK, (time) => (time > 9000 && time < 19_000 ? undefined : 100));
    const pair = measurePair({ sent: { sound: TALK, picture }, received: { sound, picture }, span });
    expect(pair.absent).toEqual([]);
    const measured = pair.sound;
    expect(measured?.silent).toHaveLength(1);
    expect(measured?.gap).toBeUndefined();
    expect(measured?.lostShare?.share).toBe(0);
  });
});

describe('an echo', () => {
  const nobody = () => false;
  const quieter = (sound: MadeSound, db: number) => ({ ...sound, bands: sound.bands.map((value) => value - db) });

  it('is the own voice coming back loud enough', () => {
    const back = returned(
      TALK,
      quieter(
        heardLater(TALK, () => 400),
        12,
      ),
      nobody,
    );
    expect(echoGrade(back)).toBe('yes');
    expect(back.delayMs).toBe(400);
  });

  it('is none when nothing comes back, or nothing that can be heard', () => {
    expect(echoGrade(returned(TALK, silence(30), nobody))).toBe('no');
    expect(
      echoGrade(
        returned(
          TALK,
          quieter(
            heardLater(TALK, () => 400),
            45,
          ),
          nobody,
        ),
      ),
    ).toBe('no');
  });

  it('cannot be told while the other one speaks', () => {
    expect(echoGrade(returned(TALK, silence(30), () => true))).toBe('unknown');
  });
});
