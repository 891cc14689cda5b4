import { describe, expect, it } from 'vitest';
import { inProcess } from '../support/in-process.js';

const codes = (...words: readonly string[]) => inProcess(['codes', ...words]);

describe('rtc-triage codes', () => {
  it('explains a code of a vendor in both languages, with its source', async () => {
    const { status, out } = await codes('agora', '1001');
    expect(status).toBe(0);
    expect(out).toContain('Agora 1001 FRAMERATE_INPUT_TOO_LOW');
    expect(out).toContain('ended by 3001 FRAMERATE_INPUT_TOO_LOW_RECOVER');
    expect(out).toContain('视频采集帧率过低');
    expect(out).toMatch(/https:\/\/\S+/);
  });

  it('finds the exception by the code of its recovery', async () => {
    expect((await codes('agora', '3001')).out).toContain('Agora 1001');
  });

  it('looks at every vendor when none is named', async () => {
    const { out } = await codes('INVALID_PARAMS');
    expect(out).toContain('Agora INVALID_PARAMS');
    expect(out).toContain('Volcengine RTC INVALID_PARAMS');
  });

  it('lists the codes of a vendor, and all codes', async () => {
    const { out } = await codes('twilio');
    expect(out).toMatch(/^ {2}20104 {2}The token has expired$/m);
    expect(out).not.toContain('agora/');
    expect((await codes()).out).toContain('agora/web-exceptions');
  });

  it('says of a code that nobody knows that it is not known', async () => {
    const { status, out } = await codes('agora', '987654');
    expect(status).toBe(1);
    expect(out).toContain('do not have 987654');
  });

  it('refuses a vendor that is not there, and names those that are', async () => {
    const { status, err } = await codes('agoro', '1001');
    expect(status).toBe(2);
    expect(err).toContain('agora');
  });
});
