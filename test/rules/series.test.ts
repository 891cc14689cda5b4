import { describe, expect, it } from 'vitest';
import { parseSeries } from '../../src/rules/series.js';

describe('the series notation of rule tests', () => {
  it.each([
    ['0x3', [0, 0, 0]],
    ['0.5', [0.5]],
    ['1+2x3', [1, 3, 5, 7]],
    ['10-5x2', [10, 5, 0]],
    ['-30x2 _', [-30, -30, Number.NaN]],
    ['_x2 1', [Number.NaN, Number.NaN, 1]],
    ['1e-3', [0.001]],
  ])('%s', (text, values) => expect(parseSeries(text)).toEqual(values));

  it('names the word that it does not understand', () => expect(() => parseSeries('0x3 abc')).toThrow('`abc`'));
  it('refuses to fill the memory', () => expect(() => parseSeries('0x999999 0x999999')).toThrow('at most'));
});
