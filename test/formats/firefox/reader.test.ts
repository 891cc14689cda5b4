import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokens } from '../../../src/formats/firefox/html.js';
import { firefoxReader } from '../../../src/formats/firefox/reader.js';
import { headOf, readAll } from '../support/part.js';

const page = readFileSync(new URL('../../../fixtures/firefox/relayed.html', import.meta.url));
const AT = Date.UTC(2025, 2, 5, 13, 20, 31);

describe('a saved page of about:webrtc', () => {
  test('is recognised by its content, and other pages are not', () => {
    expect(firefoxReader.recognise(headOf(page))).toBeGreaterThan(0.5);
    expect(firefoxReader.recognise(headOf(Buffer.from('<!DOCTYPE html><p>hello')))).toBe(0);
    expect(firefoxReader.recognise(headOf(Buffer.from('10:00 ICE(PC:1) a line of a log')))).toBe(0);
  });

  test('names the browser and the path of the call at the time of the page, whatever the language of its labels', async () => {
    const { events } = await readAll(firefoxReader, page);
    expect(events.map(({ type, time, connection, fields }) => [type, time, connection, fields])).toEqual([
      ['environment', AT, '12884901925', { label: 'browser', value: 'Firefox 136.0.1' }],
      ['path', AT, '12884901925', { local: 'relay', remote: 'srflx', relayed: true, protocol: 'udp' }],
    ]);
  });

  test('holds the pairs with their states and the counters of the tracks with their own times', async () => {
    const { samples } = await readAll(firefoxReader, page);
    expect(samples).toHaveLength(1);
    const stats = new Map(samples[0]?.stats.map((object) => [object.id, object]));
    expect(stats.get('pair-1')).toMatchObject({
      labels: { state: 'succeeded', nominated: 'true', selected: 'true' },
      values: { bytesSent: 690211, bytesReceived: 793213 },
    });
    expect(stats.get('pair-2')?.labels.state).toBe('failed');
    expect(stats.get('inbound-rtp-3900000001')).toMatchObject({
      kind: 'audio',
      values: { packetsReceived: 1500, bytesReceived: 256102, packetsLost: 12, jitter: 0.01 },
    });
    expect(stats.get('remote-outbound-rtp-3900000001')).toMatchObject({
      time: AT - 2000,
      values: { packetsSent: 1512 },
    });
    expect(stats.get('outbound-rtp-42')).toMatchObject({ kind: 'video', values: { bytesSent: 1048576 } });
    expect(stats.size).toBe(5);
  });

  test('is one moment', async () => {
    const { summary } = await readAll(firefoxReader, page);
    expect(summary.warnings).toEqual([{ code: 'single-report' }]);
    expect(summary.clock.resolutionMs).toBe(1000);
  });

  test('says how many connections it understands when another version has another layout', async () => {
    const other = '<div class="peer-connection"><h3>(id=9)</h3><p>something new</p></div><div class="log"></div>';
    const { summary } = await readAll(firefoxReader, page.toString().replace('<div class="log">', other));
    expect(summary.warnings).toContainEqual({ code: 'page-partly-understood', detail: '2/3' });
  });

  test('says that the connections have no statistics when all of them are closed', async () => {
    const closed =
      '<!DOCTYPE html><link href="aboutWebrtc.css"><div class="peer-connection"><h3>(id=9) (closed) 2025-03-05T13:20:31Z</h3>' +
      '<p>Data Channels Opened: 0</p><table><tr></tr><tr><td>candidate:1 1 udp 7 192.0.2.1 9 typ host</td></tr></table></div>';
    const { summary } = await readAll(firefoxReader, closed);
    expect(summary.warnings).toEqual([{ code: 'page-without-statistics' }]);
  });

  test('takes the version from whichever description is the browser’s own, and none from the constant of newer ones', async () => {
    const withDescriptions = (...origins: string[]) =>
      `<!DOCTYPE html><link href="aboutWebrtc.css"><div class="peer-connection"><h3>(id=9)</h3>${origins
        .map((origin) => `<pre>v=0\no=${origin} 1 0 IN IP4 0.0.0.0</pre>`)
        .join('')}</div>`;
    const versions = async (...origins: string[]) =>
      (await readAll(firefoxReader, withDescriptions(...origins))).events.map(({ fields }) => fields.value);
    expect(await versions('-', 'mozilla...THIS_IS_SDPARTA-91.2')).toEqual(['Firefox 91.2']);
    expect(await versions('mozilla...THIS_IS_SDPARTA-99.0', '-')).toEqual([]);
  });

  test('says that it holds no connection', async () => {
    const { summary } = await readAll(firefoxReader, '<!DOCTYPE html><link href="aboutWebrtc.css">');
    expect(summary.warnings).toEqual([{ code: 'no-connections' }]);
    expect(summary.records).toBe(0);
  });

  test('may be cut anywhere', async () => {
    for (let end = 0; end < page.length; end += 97) {
      const { summary } = await readAll(firefoxReader, page.subarray(0, end));
      expect(summary.cut).toBeUndefined();
    }
  });
});

describe('the splitting of a page', () => {
  test('loses no text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replace(/[<>&]/g, '');
        expect([...tokens(`<p>${plain}</p>`)].filter(({ tag }) => tag === undefined).map((one) => one.text)).toEqual(
          plain === '' ? [] : [plain],
        );
      }),
    );
  });

  test('takes no longer for a page of opening brackets', () => {
    expect([...tokens('<a'.repeat(2_000_000))]).toHaveLength(1);
    expect([...tokens(`${'<a'.repeat(2_000_000)}>`)].length).toBeLessThan(4);
  });
});
