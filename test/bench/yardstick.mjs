/** What the program's figures are held against: `node yardstick.mjs <name> <file>` prints a count. */
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';

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

  /** The whole file as one text, each line as one value. */
  'JSON.parse of lines': (path) => {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.filter((line) => line.startsWith('[')).map((line) => JSON.parse(line)[0]).length;
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
};

const [, , name, path] = process.argv;
console.log(await YARDSTICKS[name](path));
