import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogLearner } from '../../src/privacy/redact-log.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { triage } from '../../src/triage.js';

test('a text log that no format reads is learned as well: its names hide the same names elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'declined-'));
  try {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'some notes\nroomName: zimmer-kohlrabi-7\n');
    const redactor = createRedactor();
    const result = await triage([file], { witness: () => new LogLearner(redactor) });
    expect(result.sources.map(({ status }) => status)).not.toContain('analysed');
    expect(redactor.text('zimmer-kohlrabi-7.log')).toBe('redacted-channel-1.log');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
