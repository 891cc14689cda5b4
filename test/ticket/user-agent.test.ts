import { describe, expect, it } from 'vitest';
import { browserName, systemName } from '../../src/ticket/user-agent.js';

const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

describe('a User-Agent string', () => {
  it.each([
    [CHROME, 'Chrome 116.0.0.0'],
    [`${CHROME} Edg/116.0.1938.69`, 'Edge 116.0.1938.69'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/118.0', 'Firefox 118.0'],
    [SAFARI, 'Safari 17.4'],
  ])('%s is %s', (text, name) => {
    expect(browserName(text)).toBe(name);
  });

  it('tells the system', () => {
    expect(systemName(CHROME)).toBe('Macintosh; Intel Mac OS X 10_15_7');
    expect(systemName(SAFARI)).toBe('iPhone; CPU iPhone OS 17_4 like Mac OS X');
  });

  it('is left alone when it is none', () => {
    expect(browserName('Chromium 156')).toBe('Chromium 156');
    expect(systemName('Chromium 156')).toBeUndefined();
  });
});
