import { type Availability, availability } from '../../src/sla/availability.js';
import type { Criteria } from '../../src/sla/criteria.js';
import { Ledger } from '../../src/sla/ledger.js';
import { parseMaintenance } from '../../src/sla/maintenance.js';
import { parseTarget } from '../../src/sla/percent.js';
import { type PeriodOptions, parsePeriod } from '../../src/sla/period.js';
import { resultOf, type TestCall } from './results.js';

export interface Setting extends Partial<PeriodOptions>, Partial<Criteria> {
  readonly target?: string;
  readonly maintenance?: string;
  readonly by?: string;
}

/** Availability over calls, each from a log of its own. */
export function compute(calls: readonly TestCall[], setting: Setting = {}): Availability {
  const { target = '99.9', zone = 'UTC', severity = 'P1', countUnknown = false, by } = setting;
  const criteria = { severity, countUnknown };
  const ledger = new Ledger(criteria, by);
  calls.forEach((call, index) => {
    ledger.add(resultOf(`call-${index + 1}.log`, [{ bytes: index + 1, ...call }]));
  });
  const { month, from, to, days } = setting;
  const period = parsePeriod({
    zone,
    ...(month === undefined ? {} : { month }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(days === undefined ? {} : { days }),
  })(ledger.lastMoment);
  if (period === undefined) throw new Error('these calls give no period');
  const { windows, mistakes } = parseMaintenance(setting.maintenance ?? 'windows: []', 'maintenance.yaml', zone);
  if (windows === undefined) throw new Error(mistakes.join('\n'));
  const { records, groupLabel } = ledger;
  return availability({
    records,
    period,
    maintenance: windows,
    criteria,
    target: parseTarget(target),
    groupLabel,
  });
}
