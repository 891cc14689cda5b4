import { PLACES } from '../model/metric.js';
import type { Connection } from './connection.js';
import { playoutDelay } from './derive/playout.js';
import type { EchoReading, Energy } from './echo.js';
import type { Interval } from './interval.js';
import type { Received, Report } from './report.js';

const INBOUND = PLACES['inbound-rtp'];
const SOURCE = PLACES['media-source'];

/** How far the microphone follows what is received; NaN = unknown. */
export type Leak = Pick<EchoReading, 'leaked' | 'leakPresence'>;

/**
 * Compares the microphone with every received audio stream, and with their sum where there are several. Notes at each
 * stream how alike they are.
 * @returns how far the microphone follows what is received
 */
export function takeEcho(connection: Connection, report: Report): Leak {
  const { microphone } = report;
  const audio = report.inbound.filter(({ track, interval }) => track.media === 'audio' && !interval.isFirst);
  if (microphone === undefined) {
    for (const { track } of audio) track.echo.reset();
    connection.echoOfSum.reset();
    return { leaked: Number.NaN, leakPresence: Number.NaN };
  }
  const mic = {
    energy: microphone.delta(SOURCE.totalAudioEnergy),
    duration: microphone.delta(SOURCE.totalSamplesDuration),
  };
  const playout = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);
  const roundTrip = connection.roundTrip.at(report.sample.time);
  let leaked = Number.NaN;
  let leakPresence = Number.NaN;
  for (const received of audio) {
    const { track, interval } = received;
    const buffer = 1000 * interval.per(INBOUND.jitterBufferDelay, INBOUND.jitterBufferEmittedCount);
    const reading = track.echo.add(interval.seconds, mic, energyOf(interval), { roundTrip, buffer, playout });
    if (reading === undefined) continue;
    received.echo = reading;
    leaked = larger(leaked, reading.leaked);
    leakPresence = larger(leakPresence, reading.leakPresence);
  }
  const [first] = audio;
  if (first === undefined || audio.length < 2) return { leaked, leakPresence };
  // An echo may come back split over several streams. The sum speaks for the stream that already resembles it most.
  const sum = energySum(audio.map(({ interval }) => energyOf(interval)));
  const reading = connection.echoOfSum.add(first.interval.seconds, mic, sum, {
    roundTrip,
    buffer: Number.NaN,
    playout,
  });
  if (reading === undefined) return { leaked, leakPresence };
  const likest = mostAlike(audio);
  if (likest?.echo !== undefined && reading.returned > orZero(likest.echo.returned)) {
    likest.echo = { ...likest.echo, returned: reading.returned, lag: reading.lag };
  }
  return { leaked: larger(leaked, reading.leaked), leakPresence };
}

/** The stream that resembles the microphone most, of those that were compared. */
function mostAlike(audio: readonly Received[]): Received | undefined {
  let likest: Received | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const one of audio) {
    if (one.echo === undefined || orZero(one.echo.returned) <= most) continue;
    likest = one;
    most = orZero(one.echo.returned);
  }
  return likest;
}

function energySum(energies: readonly Energy[]): Energy {
  const energy = energies.reduce((sum, one) => sum + one.energy, 0);
  return { energy, duration: Math.max(...energies.map(({ duration }) => duration)) };
}

function energyOf(interval: Interval<'inbound-rtp'>): Energy {
  return {
    energy: interval.delta(INBOUND.totalAudioEnergy),
    duration: interval.delta(INBOUND.totalSamplesDuration),
  };
}

/** The larger one; an unknown one gives way. */
function larger(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a;
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
