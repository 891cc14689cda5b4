import { describe, expect, it } from 'vitest';
import type { TriageResult } from '../../src/model/result.js';
import { callName, sourceName } from '../../src/report/names.js';
import { richResult } from '../support/sample-result.js';

/** A result with these calls, each given as `<source>#<number>`. */
function withCalls(...ids: string[]): TriageResult {
  const rich = richResult('en');
  const [call, source] = [rich.calls[0], rich.sources[0]];
  if (call === undefined || source === undefined) throw new Error('the sample has a call and a source');
  const calls = ids.map((id) => ({ ...call, id, source: id.slice(0, id.lastIndexOf('#')) }));
  return { ...rich, calls, sources: [...new Set(calls.map((one) => one.source))].map((path) => ({ ...source, path })) };
}

describe('a source', () => {
  it('is named by its file where file names tell sources apart', () => {
    const result = withCalls('/logs/a/call.json#1', '/logs/b/other.json#1');
    expect(sourceName('/logs/a/call.json', result)).toBe('call.json');
    expect(sourceName('C:\\logs\\call.log', withCalls('C:\\logs\\call.log#1'))).toBe('call.log');
  });

  it('keeps its path beside a namesake', () => {
    expect(sourceName('/a/call.json', withCalls('/a/call.json#1', '/b/call.json#1'))).toBe('/a/call.json');
  });
});

describe('a call', () => {
  it.each([
    ['is a number in the only source', ['/a/x.log#1', '/a/x.log#2'], '2'],
    ['is its source where that holds one call', ['/a/x.log#1', '/a/y.log#1'], 'y.log'],
    ['is both where it takes both', ['/a/x.log#1', '/a/y.log#1', '/a/y.log#2'], 'y.log#2'],
  ])('%s', (_, ids, name) => {
    expect(callName(ids.at(-1) ?? '', withCalls(...ids))).toBe(name);
  });

  it('keeps an id of another form', () => {
    expect(callName('1', richResult('en'))).toBe('1');
  });
});
