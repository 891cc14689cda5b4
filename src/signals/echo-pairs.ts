import type { Connection } from './connection.js';
import { playoutDelay } from './derive/playout.js';
import type { Energy } from './echo.js';
import { type Interval, isOf } from './interval.js';
import type { Report } from './report.js';
import type { Track } from './tracks.js';

export interface Echoes {
  readonly readings: Map<Track, { returned: number; lag: number; noReturnSeconds: number }>;
  readonly leaked: number;
}

/** Compares the microphone with every received audio stream, and with their sum where there are several. */
export function takeEcho(connection: Connection, report: Report): Echoes {
  const readings: Echoes['readings'] = new Map();
  const { microphone } = report;
  const audio = report.inbound.filter(({ track, interval }) => track.media === 'audio' && interval.prev !== undefined);
  if (microphone === undefined) {
    for (const { track } of audio) track.echo.reset();
    connection.echoOfSum.reset();
    return { readings, leaked: Number.NaN };
  }
  const mic = energyOf(microphone);
  const playout = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);
  const roundTrip = connection.roundTrip.at(report.sample.time);
  const leaks: number[] = [];
  for (const { track, interval } of audio) {
    const buffer = 1000 * interval.per('jitterBufferDelay', 'jitterBufferEmittedCount');
    const reading = track.echo.add(interval.seconds, mic, energyOf(interval), { roundTrip, buffer, playout });
    if (reading === undefined) continue;
    readings.set(track, reading);
    leaks.push(reading.leaked);
  }
  const [first, second] = audio;
  if (first !== undefined && second !== undefined) {
    // An echo may come back split over several streams. The sum speaks for the stream that already resembles it most.
    const sum = energySum(audio.map(({ interval }) => energyOf(interval)));
    const parts = { roundTrip, buffer: Number.NaN, playout };
    const reading = connection.echoOfSum.add(first.interval.seconds, mic, sum, parts);
    const [likest] = [...readings].sort(([, a], [, b]) => orZero(b.returned) - orZero(a.returned));
    if (reading !== undefined && likest !== undefined && reading.returned > orZero(likest[1].returned)) {
      readings.set(likest[0], { ...likest[1], returned: reading.returned, lag: reading.lag });
    }
    leaks.push(reading?.leaked ?? Number.NaN);
  }
  const known = leaks.filter((leak) => !Number.isNaN(leak));
  return { readings, leaked: known.length > 0 ? Math.max(...known) : Number.NaN };
}

function energySum(energies: readonly Energy[]): Energy {
  const energy = energies.reduce((sum, one) => sum + one.energy, 0);
  return { energy, duration: Math.max(...energies.map(({ duration }) => duration)) };
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function energyOf(interval: Interval<'media-source'> | Interval<'inbound-rtp'>): Energy {
  const of = (metric: 'totalAudioEnergy' | 'totalSamplesDuration'): number =>
    isOf(interval, 'media-source')
      ? interval.delta(metric)
      : isOf(interval, 'inbound-rtp')
        ? interval.delta(metric)
        : Number.NaN;
  return { energy: of('totalAudioEnergy'), duration: of('totalSamplesDuration') };
}
