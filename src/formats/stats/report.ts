import type { StatsObject } from '../../model/sample.js';
import type { StatsDraft } from './draft.js';
import { googObjects, isGoog, isPseudoTrack, sendBandwidth } from './goog.js';
import { toEpochMs } from './number.js';
import type { RawEntry } from './raw.js';
import { standardObject, standardType } from './standard.js';
import { mergeTracks, type StreamOfTrack } from './track.js';

/**
 * The objects of one raw report (W3C, Firefox, Safari, Chrome 86 with `track` reports, goog) in the names and units of
 * the metric catalogue. What the catalogue does not know is left out; so are members without a reading.
 *
 * @param time the sample's time, epoch ms: an object whose own time stamp differs from it keeps its own.
 */
export function normaliseReport(report: readonly RawEntry[], time: number): StatsObject[] {
  const objects: StatsDraft[] = [];
  const tracks: RawEntry[] = [];
  const streams: StreamOfTrack[] = [];
  let goog: RawEntry[] | undefined;
  for (const entry of report) {
    const { id, raw } = entry;
    const type = standardType(raw);
    if (type === undefined || (type === 'candidate-pair' && isGoog(raw))) {
      if (raw.type === 'track') tracks.push(entry);
      else if (isGoog(raw)) {
        goog ??= [];
        goog.push(entry);
      }
      continue;
    }
    const object = standardObject(id, raw, type);
    setTime(object, raw.timestamp, time);
    objects.push(object);
    if (typeof raw.trackId === 'string') streams.push({ object, raw });
  }
  // Adapters of 2016 put copies in the draft's form, with other units, beside the goog objects.
  if (goog?.some(({ raw }) => raw.type === 'ssrc')) objects.length = 0;
  else if (tracks.length > 0) for (const source of mergeTracks(tracks, streams)) objects.push(source);
  if (goog !== undefined) for (const object of googReport(goog, time)) objects.push(object);
  return objects.filter((object) => !isPseudoTrack(object.labels.trackIdentifier));
}

/**
 * Time of a raw report, epoch ms: the newest time stamp of its objects. Reports of the far end (`remote-…`) are left
 * out, their time is when the last RTCP report came. Undefined when no object has a time.
 */
export function reportTime(report: readonly RawEntry[]): number | undefined {
  let newest: number | undefined;
  for (const { raw } of report) {
    if (raw.type === 'remote-inbound-rtp' || raw.type === 'remote-outbound-rtp') continue;
    const time = toEpochMs(raw.timestamp);
    if (time !== undefined && (newest === undefined || time > newest)) newest = time;
  }
  return newest;
}

function googReport(entries: readonly RawEntry[], time: number): StatsDraft[] {
  // By id: candidates described by a pair give way to the candidate's own object.
  const objects = new Map<string, StatsDraft>();
  let bandwidth: number | undefined;
  for (const { id, raw } of entries) {
    bandwidth ??= sendBandwidth(raw);
    for (const object of googObjects(id, raw)) {
      setTime(object, raw.timestamp, time);
      if (object.id === id || !objects.has(object.id)) objects.set(object.id, object);
    }
  }
  if (bandwidth !== undefined)
    for (const object of objects.values())
      if (object.type === 'candidate-pair' && object.labels.selected === 'true')
        object.values.availableOutgoingBitrate = bandwidth;
  return [...objects.values()];
}

function setTime(object: StatsDraft, timestamp: unknown, sampleTime: number): void {
  const own = toEpochMs(timestamp);
  if (own !== undefined && own !== sampleTime) object.time = own;
}
