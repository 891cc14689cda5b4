import { PLACES } from '../model/metric.js';
import type { Connection } from './connection.js';
import { levelOf } from './derive/level.js';
import type { Received, Report } from './report.js';

const INBOUND = PLACES['inbound-rtp'];
const SOURCE = PLACES['media-source'];

/**
 * Compares the microphone with every received audio stream, and with their sum where there are several. Notes at each
 * stream how alike they are, and in the report how far the microphone follows what is received.
 */
export function takeEcho(connection: Connection, report: Report): void {
  const { microphone, inbound, echoInput } = report;
  report.leaked = Number.NaN;
  report.leakPresence = Number.NaN;
  if (microphone === undefined) {
    forget(connection, report);
    return;
  }
  echoInput.micEnergy = microphone.delta(SOURCE.totalAudioEnergy);
  echoInput.micDuration = microphone.delta(SOURCE.totalSamplesDuration);
  echoInput.micLevel = microphone.level;
  echoInput.roundTrip = connection.roundTrip.at(report.sample.time);
  echoInput.playout = report.playoutDelay;
  let streams = 0;
  let seconds = Number.NaN;
  let energy = 0;
  let longest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received === undefined || !isCompared(received)) continue;
    const { interval } = received;
    echoInput.seconds = interval.seconds;
    echoInput.inboundEnergy = interval.delta(INBOUND.totalAudioEnergy);
    echoInput.inboundDuration = interval.delta(INBOUND.totalSamplesDuration);
    echoInput.inboundLevel = interval.level;
    echoInput.buffer = 1000 * interval.per(INBOUND.jitterBufferDelay, INBOUND.jitterBufferEmittedCount);
    if (streams === 0) seconds = echoInput.seconds;
    streams += 1;
    energy += echoInput.inboundEnergy;
    longest = Math.max(longest, echoInput.inboundDuration);
    const reading = received.track.echo.add(echoInput);
    if (reading === undefined) continue;
    received.echo = reading;
    report.leaked = larger(report.leaked, reading.leaked);
    report.leakPresence = larger(report.leakPresence, reading.leakPresence);
  }
  if (streams < 2) return;
  // An echo may come back split over several streams. The sum speaks for the stream that already resembles it most.
  echoInput.seconds = seconds;
  echoInput.inboundEnergy = energy;
  echoInput.inboundDuration = longest;
  echoInput.inboundLevel = levelOf(energy, longest);
  echoInput.buffer = Number.NaN;
  const reading = connection.echoOfSum.add(echoInput);
  if (reading === undefined) return;
  const likest = mostAlike(report)?.echo;
  if (likest !== undefined && reading.returned > orZero(likest.returned)) {
    likest.returned = reading.returned;
    likest.lag = reading.lag;
  }
  report.leaked = larger(report.leaked, reading.leaked);
}

function isCompared({ track, interval }: Received): boolean {
  return track.media === 'audio' && !interval.isFirst;
}

/** Without the microphone there is nothing to compare. */
function forget(connection: Connection, { inbound }: Report): void {
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received !== undefined && isCompared(received)) received.track.resetEcho();
  }
  connection.resetEcho();
}

/** The stream that resembles the microphone most, of those that were compared. */
function mostAlike({ inbound }: Report): Received | undefined {
  let likest: Received | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < inbound.size; k += 1) {
    const one = inbound.at(k);
    if (one?.echo === undefined || orZero(one.echo.returned) <= most) continue;
    likest = one;
    most = orZero(one.echo.returned);
  }
  return likest;
}

/** The larger one; an unknown one gives way. */
function larger(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a;
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
