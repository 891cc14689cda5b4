import { describe, expect, it } from 'vitest';
import { keysOf } from '../../src/codes/code-book.js';
import { loadCodes } from '../../src/codes/load-codes.js';
import { createRegistry } from '../../src/formats/registry.js';
import { CODE_FIELD } from '../../src/model/code.js';
import { loadRules } from '../../src/rules/load.js';

const { causes } = loadRules();
const { tables } = loadCodes(causes);
const formatIds = createRegistry()
  .names()
  .read.map(({ id }) => id);
const entries = tables.flatMap((table) => table.codes.map((code) => [`${table.id} ${code.code}`, code] as const));
const codeOf = (id: string, code: string) =>
  tables.find((table) => table.id === id)?.codes.find((one) => one.code === code);

describe('the shipped tables of codes', () => {
  it('cover the vendors whose logs print codes', () => {
    const vendors = new Set(tables.map(({ id }) => id.split('/')[0]));
    expect([...vendors]).toEqual(
      expect.arrayContaining(['agora', 'trtc', 'twilio', 'chime', 'opentok', 'nertc', 'zego', 'rongcloud', 'livekit']),
    );
    expect(entries.length).toBeGreaterThan(300);
  });

  it.each(entries)('%s is explained in both languages and says where that is documented', (_, code) => {
    expect(code.title.en).toMatch(/^[A-Z][^\p{Script=Han}]*[^.]$/u);
    expect(code.title['zh-CN']).toMatch(/[^。]$/u);
    for (const text of [code.meaning, code.advice]) {
      expect(text.en).toMatch(/^[A-Z][^\p{Script=Han}]*\.$/u);
      expect(text['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
    }
    expect(code.source.url).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
    expect(code.source.date).toMatch(/^20[12]\d-\d\d(-\d\d)?$/);
  });

  it.each(entries.filter(([, { cause }]) => cause !== undefined))(
    '%s points to a cause that exists, in the domain of that cause',
    (_, { cause, domain }) => {
      expect(causes.causes.find(({ id }) => id === cause)?.domain).toBe(domain);
    },
  );

  it.each(tables.map((table) => [table.id, table] as const))('%s names formats that exist', (_, { places }) => {
    for (const format of places.flatMap(({ formats }) => formats))
      if (format !== '*') expect(formatIds).toContain(format);
  });

  it('says nothing twice within a table', () => {
    for (const { id, codes } of tables) {
      const keys = codes.flatMap((code) => [...new Set(keysOf(code))]);
      expect(new Set(keys).size, id).toBe(keys.length);
    }
  });
});

describe('exceptions of Agora Web', () => {
  const exceptions = tables.find(({ id }) => id === 'agora/web-exceptions')?.codes ?? [];

  // https://docs.agora.io: the code of the recovery is that of the exception + 2000, and its name ends with _RECOVER.
  it.each(exceptions.map((code) => [code.code, code] as const))('%s has its recovery', (_, { code, name, recover }) => {
    expect(recover).toEqual({ code: String(Number(code) + 2000), name: `${name}_RECOVER` });
  });

  it('are those that the reference lists, and the one that only the published files have', () => {
    expect(exceptions.map(({ code }) => Number(code))).toEqual([1001, 1002, 1003, 1005, 2001, 2002, 2003, 2004, 2005]);
  });
});

describe('what codes point to', () => {
  it.each([
    ['agora/connection-reasons', '8', 'application-token'],
    ['agora/connection-reasons', '19', 'application-removed'],
    ['agora/errors', '110', 'application-token'],
    ['agora/web-errors', 'NETWORK_TIMEOUT', 'network-service-unreachable'],
    ['trtc/errors', '-3308', 'network-service-unreachable'],
    ['trtc/errors', '-3320', 'application-token'],
    ['trtc/errors', '-100013', 'application-quota'],
    ['trtc/account-errors', '70001', 'application-token'],
    ['twilio/errors', '20104', 'application-token'],
    ['twilio/errors', '53000', 'network-service-unreachable'],
    ['chime/status-codes', 'AudioAuthenticationRejected', 'application-token'],
    ['chime/status-codes', 'TURNCredentialsForbidden', 'application-removed'],
    ['opentok/exceptions', '1004', 'application-token'],
    ['nertc/errors', '10461', 'network-service-unreachable'],
    ['livekit/disconnect-reasons', '2', 'application-removed'],
    ['jitsi/conference-errors', 'conference.max_users', 'application-quota'],
  ])('%s %s: %s', (table, code, cause) => {
    expect(codeOf(table, code)?.cause).toBe(cause);
  });

  it('is left open where the vendor says that the text beside the code decides', () => {
    expect(codeOf('agora/web-errors', 'CAN_NOT_GET_GATEWAY_SERVER')?.cause).toBeUndefined();
    expect(codeOf('trtc/errors', '-3301')?.cause).toBeUndefined();
  });

  it('is left open, and nobody blamed, where the vendor names the device and the service', () => {
    for (const code of [
      'AudioInternalServerError',
      'AudioServiceUnavailable',
      'AudioDisconnected',
      'IncompatibleSDP',
    ]) {
      expect(codeOf('chime/status-codes', code)).toMatchObject({ domain: 'unknown', cause: undefined });
    }
  });

  it('is asked for only where an event has a field for the code', () => {
    for (const { places } of tables)
      for (const event of places.flatMap(({ events }) => events)) expect(Object.keys(CODE_FIELD)).toContain(event);
  });
});
