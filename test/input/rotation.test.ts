import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRotations, orderRotated, rotatedName } from '../../src/input/rotation.js';

function groups(paths: string[]): string[][] {
  const slash = (path: string) => path.lastIndexOf('/') + 1;
  return groupRotations(
    paths,
    (path) => path.slice(0, slash(path)),
    (path) => path.slice(slash(path)),
  ).map((group) => group.files.map((file) => file.item));
}

describe('groupRotations', () => {
  it('puts the rotated files of one log together', () => {
    expect(groups(['agorasdk.log', 'agorasdk_1.log', 'agorasdk.2.log'])).toHaveLength(1);
    expect(groups(['x.log', 'x.1.log', 'x_2.log'])).toHaveLength(1);
    expect(groups(['x.log', 'x.log.1', 'x.log.2.gz'])).toHaveLength(1);
    expect(groups(['x.log.1', 'x.log.2'])).toHaveLength(1);
    expect(groups(['agorasdk_1.log', 'agorasdk_2.log'])).toHaveLength(1);
  });

  it('leaves numbered calls alone', () => {
    expect(groups(['call_1.log', 'call_2.log'])).toHaveLength(2);
    expect(groups(['dump.json', 'dump_1.json'])).toHaveLength(2);
    expect(groups(['call.log', 'call_20240506.log'])).toHaveLength(2);
  });

  it('never joins folders or different names', () => {
    expect(groups(['ann/agorasdk.log', 'bob/agorasdk_1.log'])).toHaveLength(2);
    expect(groups(['a.zip:agorasdk.log', 'a.zip:in/agorasdk_1.log'])).toHaveLength(2);
    expect(groups(['agorasdk.log', 'agoraapi_1.log'])).toHaveLength(2);
  });

  it('does not read a packed copy twice as one log', () => {
    expect(groups(['x.log', 'x.log.gz', 'x.log.1', 'x.log.1.gz'])).toEqual([
      ['x.log', 'x.log.1'],
      ['x.log.gz'],
      ['x.log.1.gz'],
    ]);
  });

  it('loses and doubles nothing', () => {
    const name = fc.constantFrom('x.log', 'x_1.log', 'x.1.log', 'x.log.1', 'x.log.gz', 'y.log', '__proto__', 'a/x.log');
    fc.assert(
      fc.property(fc.uniqueArray(name), (paths) => {
        expect(groups(paths).flat().sort()).toEqual([...paths].sort());
      }),
    );
  });
});

describe('rotatedName', () => {
  it('takes the number out of the name', () => {
    expect(rotatedName('agorasdk_3.log')).toEqual({ base: 'agorasdk.log', number: 3, style: 'stem' });
    expect(rotatedName('x.log.12.gz')).toEqual({ base: 'x.log', number: 12, style: 'suffix' });
    expect(rotatedName('x.log')).toEqual({ base: 'x.log', number: undefined, style: 'none' });
  });
});

describe('orderRotated', () => {
  const part = (number: number | undefined, time: number | undefined) => ({ number, time });

  it('goes by the times when every part has one', () => {
    const parts = [part(undefined, 300), part(2, 200), part(1, 100)];
    expect(orderRotated(parts).map((each) => each.time)).toEqual([100, 200, 300]);
  });

  it('goes by the numbers otherwise: the higher the older, the current file last', () => {
    const parts = [part(undefined, 1), part(1, undefined), part(10, 3), part(2, 4)];
    expect(orderRotated(parts).map((each) => each.number)).toEqual([10, 2, 1, undefined]);
  });
});
