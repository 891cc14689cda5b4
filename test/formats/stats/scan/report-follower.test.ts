import { describe, expect, it } from 'vitest';
import { KnownReport, Layouts } from '../../../../src/formats/stats/scan/known-report.js';
import { ReportFollower } from '../../../../src/formats/stats/scan/report-follower.js';
import { ReportWalker } from '../../../../src/formats/stats/scan/report-walker.js';
import { ValueReader } from '../../../../src/formats/stats/scan/value-reader.js';
import { reportEntries } from '../../../../src/formats/stats/shapes.js';
import { PLACES } from '../../../../src/model/metric.js';

const FIRST =
  '{"I":{"type":"inbound-rtp","kind":"audio","packetsReceived":9,"mid":"0","jitter":0.5,"note":[1],"timestamp":1700000000000},' +
  '"C":{"type":"codec","mimeType":"audio/opus","timestamp":1700000000000}}';

/** Reads one report after the first; what the objects are then, or undefined when it does not follow the first. */
function follow(...texts: string[]): KnownReport | undefined {
  const values = new ValueReader();
  const known = new KnownReport(new Layouts());
  known.learn(reportEntries(JSON.parse(FIRST)) ?? []);
  const read = (text: string, how: () => boolean) => {
    const line = Buffer.from(`${text},1700000000]`);
    values.cursor.begin(line, 0, line.length);
    return how() && values.cursor.at === Buffer.byteLength(text);
  };
  expect(read(FIRST, () => new ReportWalker(values).walk(known, false, true))).toBe(true);
  return texts.every((text) => read(text, () => new ReportFollower(values).follow(known))) ? known : undefined;
}

const readings = (known: KnownReport | undefined) => {
  const { packetsReceived, jitter } = PLACES['inbound-rtp'];
  const stream = known?.objects.get('I');
  return [stream?.readings[packetsReceived], stream?.readings[jitter], stream?.timestamp];
};

describe('a report is read by comparing it with the last one', () => {
  it('when it is the same', () => {
    expect(readings(follow(FIRST, FIRST))).toEqual([9, 0.5, 1_700_000_000_000]);
  });

  it('when numbers differ, however long they are', () => {
    const next = FIRST.replace(':9,', ':10000000,').replace('0.5', '0.00512345678').replaceAll('00000}', '01234.25}');
    expect(readings(follow(next))).toEqual([10_000_000, 0.005_123_456_78, 1_700_000_001_234.25]);
    expect(readings(follow(next, FIRST))).toEqual([9, 0.5, 1_700_000_000_000]);
  });

  it('when a number goes on where the last one ended', () => {
    expect(readings(follow(FIRST.replace(':9,', ':95,').replace('0.5', '0.5e-3')))).toEqual([
      95, 0.0005, 1_700_000_000_000,
    ]);
  });

  it('when a text differs', () => {
    const known = follow(FIRST.replace('audio/opus', 'audio/PCMU').replace('[1]', '{"a":"\\u00e9"}'));
    known?.settle();
    expect(known?.objects.get('C')?.labels).toEqual({ mimeType: 'audio/PCMU' });
  });
});

describe('a report is not compared to its end', () => {
  it.each([
    ['of other members', FIRST.replace('jitter', 'jitted')],
    ['of more members', FIRST.replace('"jitter"', '"a":1,"jitter"')],
    ['of fewer members', FIRST.replace('"mid":"0",', '')],
    ['of fewer objects', FIRST.replace(/,"C".*/, '}')],
    ['of another type', FIRST.replace('inbound-rtp', 'outbound-rtp')],
    ['with a text in the place of a number', FIRST.replace(':9', ':"9"')],
    ['with a number that JSON does not have', FIRST.replace(':9', ':09')],
    ['with blanks', FIRST.replace(':9', ': 9')],
    ['with more behind a value', FIRST.replace(':9', ':9 ')],
    ['that is cut', FIRST.slice(0, -1)],
    ['that is cut in a number', FIRST.slice(0, -4)],
  ])('%s', (_, text) => {
    expect(follow(text)).toBeUndefined();
  });

  it('behind the end of its line, whatever stands there', () => {
    const values = new ValueReader();
    const known = new KnownReport(new Layouts());
    known.learn(reportEntries(JSON.parse(FIRST)) ?? []);
    const buffer = Buffer.from(`${FIRST},1700000000]`);
    values.cursor.begin(buffer, 0, buffer.length);
    expect(new ReportWalker(values).walk(known, false, true)).toBe(true);
    values.cursor.begin(buffer, 0, FIRST.length - 1);
    expect(new ReportFollower(values).follow(known)).toBe(false);
  });

  it('with a member that is there twice, of which the last one counts', () => {
    const twice = FIRST.replace('"mid"', '"packetsReceived":8,"mid"');
    const known = new KnownReport(new Layouts());
    known.learn(reportEntries(JSON.parse(FIRST)) ?? []);
    const values = new ValueReader();
    const line = Buffer.from(twice);
    values.cursor.begin(line, 0, line.length);
    expect(new ReportWalker(values).walk(known, false, true)).toBe(true);
    expect(known.last.length).toBe(0);
  });
});
