/** What the program's figures are held against: `node yardstick.mjs <name> <file>` prints a count. */
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';

const YARDSTICKS = {
  /** Every byte is read, none is looked at: the floor. */
  read: (path) => {
    const buffer = Buffer.allocUnsafeSlow(256 * 1024);
    const file = openSync(path, 'r');
    let bytes = 0;
    for (let count = 1; count > 0; bytes += count) count = readSync(file, buffer);
    closeSync(file);
    return bytes;
  },

  /** The whole document as one value, its series left as text. Impossible above 512 MB. */
  'JSON.parse': (path) => Object.keys(JSON.parse(readFileSync(path, 'utf8')).PeerConnections).length,

  /** The same, and the numbers of those series that rtc-triage converts as well. */
  'JSON.parse + numbers': async (path) => {
    const isRead = await wantedSeries();
    let points = 0;
    for (const { stats } of Object.values(JSON.parse(readFileSync(path, 'utf8')).PeerConnections)) {
      for (const [key, { statsType, values }] of Object.entries(stats)) {
        if (values !== undefined && isRead(key, statsType)) points += JSON.parse(values).length;
      }
    }
    return points;
  },

  /** Line by line, each line as one value. */
  'JSON.parse of lines': async (path) => {
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (line.startsWith('[') && JSON.parse(line)[0] === 'getStats') count++;
    }
    return count;
  },

  /** Line by line as text, and nothing else. */
  readline: async (path) => {
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) if (line !== '') count++;
    return count;
  },

  /** Connection by connection, in the words of stream-json's README; series left as text. */
  'stream-json': async (path) => {
    const { default: chain } = await import('stream-chain');
    const { parser } = await import('stream-json');
    const { pick } = await import('stream-json/filters/pick.js');
    const { streamObject } = await import('stream-json/streamers/stream-object.js');
    const pipeline = chain([createReadStream(path), parser(), pick({ filter: 'PeerConnections' }), streamObject()]);
    let count = 0;
    pipeline.on('data', ({ value }) => {
      count += Object.keys(value.stats).length;
    });
    await new Promise((resolve, reject) => pipeline.on('end', resolve).on('error', reject));
    return count;
  },

  /** The series of a dump counted in SQL, as somebody would who has DuckDB and no analyser. */
  DuckDB: async (path) => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const sql = `SELECT sum(json_array_length(json_keys(stats))) FROM (SELECT unnest(json_transform(
      json_extract(content, '$.PeerConnections'), '"MAP(VARCHAR, JSON)"')) AS stats FROM read_text('${path}'))`;
    return (await connection.runAndReadAll(sql)).getRows();
  },
};

/** Tells of which series rtc-triage converts the numbers. */
async function wantedSeries() {
  const { typeOfStatsType, useOf } = await import('../../dist/formats/webrtc-internals/series-key.js');
  return (key, statsType) => {
    const metric = key.slice((key.endsWith(']') ? key.indexOf('-[') : key.lastIndexOf('-')) + 1);
    const use = useOf(typeOfStatsType(statsType), metric);
    return use === 'number' || use === 'timestamp';
  };
}

const [, , name, path] = process.argv;
console.log(await YARDSTICKS[name](path));
