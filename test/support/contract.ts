import { join } from 'node:path';
import { loadSupport } from '../../src/support/load.js';
import type { Support } from '../../src/support/support.js';
import { folderWith } from './folder.js';

/** A support file with one calendar, `desk`, and one tier, `gold`, whose every priority has the same targets. */
export function contractYaml(calendar: string, targets = 'respond: 4h, solve: 2d', hours = 'desk'): string {
  const lines = ['P0', 'P1', 'P2', 'P3'].map((priority) => `      ${priority}: { ${targets} }`).join('\n');
  return `title: { en: Test contract, zh-CN: 测试合同 }
calendars:
  desk:
    title: { en: Desk, zh-CN: 服务台 }
${calendar.replace(/^/gm, '    ')}
tiers:
  gold:
    title: { en: Gold, zh-CN: 金牌 }
    hours: ${hours}
    channel: { en: a call, zh-CN: 电话 }
    targets:
${lines}
`;
}

/** That file, loaded. For the running test only. */
export function contract(calendar: string, targets?: string, hours?: string): Support {
  return loadSupport(join(folderWith({ 'support.yaml': contractYaml(calendar, targets, hours) }), 'support.yaml'));
}

/** Monday to Friday, 09:00 to 18:00. */
export const officeIn = (zone: string, more = ''): string =>
  `zone: ${zone}
week: { ${['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => `${day}: "09:00-18:00"`).join(', ')} }
${more}`;
