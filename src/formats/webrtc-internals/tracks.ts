import { METRICS } from '../../model/metric.js';
import { addColumn, type Report, type ReportStore } from './columns.js';
import { constant } from './samples.js';

/**
 * Brings the reports of a connection to today's shape. Chrome 86 reports freezes, concealment and playout at separate
 * `track` objects: their series move to the inbound stream that names the track, else to the n-th of the same kind.
 * Candidates become local or remote ones by `isRemote`.
 */
export function normalise(store: ReportStore): void {
  for (const report of store.reports.values()) {
    if (report.type === 'candidate') {
      report.type = constant(report, 'isRemote') === 'true' ? 'remote-candidate' : 'local-candidate';
    }
  }
  const tracks = [...store.reports.values()].filter((report) => report.type === 'track');
  const inbound = [...store.reports.values()].filter((report) => report.type === 'inbound-rtp');
  const free = new Set(inbound);
  const placed = new Map<Report, Report>();
  const receivers = tracks.filter((track) => constant(track, 'remoteSource') !== 'false' && !/_sender_/.test(track.id));
  for (const track of receivers) {
    const named = inbound.find((stream) => constant(stream, 'trackId') === track.id);
    if (named === undefined) continue;
    placed.set(track, named);
    free.delete(named);
  }
  for (const track of receivers) {
    if (placed.has(track)) continue;
    const kind = constant(track, 'kind');
    const next = [...free].find((stream) => kind !== undefined && kindOf(stream) === kind);
    if (next === undefined) continue;
    placed.set(track, next);
    free.delete(next);
  }
  for (const [track, stream] of placed) merge(track, stream);
  for (const track of tracks) store.reports.delete(track.id);
}

function kindOf(stream: Report): string | undefined {
  return constant(stream, 'kind') ?? constant(stream, 'mediaType');
}

function merge(track: Report, stream: Report): void {
  const known = new Set(stream.columns.map((column) => column.name));
  for (const column of track.columns) {
    if (!known.has(column.name) && Object.hasOwn(METRICS['inbound-rtp'], column.name)) addColumn(stream, column);
  }
  const labels = new Set(stream.labels.map((label) => label.name));
  for (const label of track.labels) {
    if (label.name === 'trackIdentifier' && !labels.has(label.name)) stream.labels.push(label);
  }
}
