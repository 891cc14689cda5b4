import type { Language } from '../locale/locale.js';

/** Fixed words of the availability report. Durations and numbers come formatted. */
export interface SlaWords {
  readonly title: string;
  readonly verdict: {
    readonly met: (target: string, reached: string) => string;
    readonly 'not-met': (target: string, reached: string) => string;
    readonly 'nothing-to-judge': string;
  };
  readonly period: (first: string, last: string, days: number, zone: string, length: string) => string;
  readonly maintenanceExcluded: (time: string) => string;
  readonly observed: (time: string) => string;
  readonly headings: {
    readonly availability: string;
    readonly budget: string;
    readonly days: string;
    readonly groups: (label: string) => string;
    readonly counted: string;
    readonly leftOut: string;
    readonly undecided: string;
    readonly maintenance: string;
    readonly notJudged: string;
    readonly method: string;
  };
  readonly columns: {
    readonly measure: string;
    readonly usable: string;
    readonly unusable: string;
    readonly share: string;
    readonly allowed: string;
    readonly used: string;
    readonly left: string;
    readonly usedShare: string;
    readonly day: string;
    readonly calls: string;
    readonly unusableCalls: string;
    readonly downtime: string;
    readonly maintenance: string;
    readonly timeShare: string;
    readonly cause: string;
    readonly domain: string;
    readonly findings: string;
    readonly time: string;
    readonly start: string;
    readonly end: string;
    readonly reason: string;
    readonly within: string;
  };
  readonly measures: { readonly time: string; readonly callTime: string; readonly calls: string };
  readonly otherDays: (days: number) => string;
  readonly noGroup: string;
  readonly groupsOverlap: string;
  readonly leftOutWhy: string;
  readonly undecidedWhy: (share: string) => string;
  readonly overspent: (time: string) => string;
  readonly skipped: {
    readonly outsidePeriod: (calls: number) => string;
    readonly inMaintenance: (calls: number) => string;
    readonly withoutTime: (calls: number) => string;
    readonly notJudged: (calls: number) => string;
    readonly duplicates: (calls: number) => string;
    readonly unknownZone: (calls: number) => string;
    readonly unread: (files: number) => string;
    readonly more: (files: number) => string;
  };
  readonly method: (severity: string, symptoms: string, unknownCounts: boolean) => readonly string[];
  readonly unknownCause: string;
  readonly units: { readonly d: string; readonly h: string; readonly min: string; readonly s: string };
  readonly unitSeparator: string;
  readonly comma: string;
  readonly colon: string;
}

const calls = (count: number) => (count === 1 ? '1 call' : `${count} calls`);
const files = (count: number) => (count === 1 ? '1 file' : `${count} files`);
const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

const en: SlaWords = {
  title: 'Availability',
  verdict: {
    met: (target, reached) => `Target met: ${target}% was promised, ${reached}% of the time was usable.`,
    'not-met': (target, reached) => `Target not met: ${target}% was promised, ${reached}% of the time was usable.`,
    'nothing-to-judge': 'Nothing to judge: no call of the period could be checked.',
  },
  period: (first, last, count, zone, length) => `Period: ${first} to ${last}, ${days(count)} in ${zone}, ${length}.`,
  maintenanceExcluded: (time) => `Planned maintenance is excluded: ${time}.`,
  observed: (time) =>
    `Judged calls cover ${time} of this. Time without a call counts as usable: nobody found the service unusable then.`,
  headings: {
    availability: 'Availability',
    budget: 'Allowed downtime',
    days: 'By day',
    groups: (label) => `By ${label}`,
    counted: 'Counted against the service',
    leftOut: 'Not counted against the service',
    undecided: 'Undecided',
    maintenance: 'Planned maintenance',
    notJudged: 'Left out',
    method: 'How this was counted',
  },
  columns: {
    measure: 'Measure',
    usable: 'Usable',
    unusable: 'Unusable',
    share: 'Share usable',
    allowed: 'Allowed',
    used: 'Used',
    left: 'Left',
    usedShare: 'Share used',
    day: 'Day',
    calls: 'Calls',
    unusableCalls: 'Unusable calls',
    downtime: 'Downtime',
    maintenance: 'Maintenance',
    timeShare: 'Time usable',
    cause: 'Cause',
    domain: 'Domain',
    findings: 'Findings',
    time: 'Time',
    start: 'Start',
    end: 'End',
    reason: 'Reason',
    within: 'In the period',
  },
  measures: { time: 'Time of the service', callTime: 'Time in calls', calls: 'Calls' },
  otherDays: (count) => `${days(count)} without a call and without maintenance not shown.`,
  noGroup: 'not told by the log',
  groupsOverlap: 'The downtime of two of them may be the same time, so the lines need not add up to the total.',
  leftOutWhy: 'The most probable cause of these findings lies outside the service.',
  undecidedWhy: (share) =>
    `The cause of these findings is not known. They are not counted; with them, ${share}% of the time was usable (--count-unknown).`,
  overspent: (time) => `The allowed downtime was exceeded by ${time}.`,
  skipped: {
    outsidePeriod: (count) => `${calls(count)} outside the period.`,
    inMaintenance: (count) => `${calls(count)} entirely within planned maintenance.`,
    withoutTime: (count) => `${calls(count)} without a time.`,
    notJudged: (count) => `${calls(count)} whose log does not hold what the rules need.`,
    duplicates: (count) => `${calls(count)} given more than once, counted once.`,
    unknownZone: (count) => `The log of ${calls(count)} does not tell its time zone; UTC was assumed (see --tz).`,
    unread: (count) => `${files(count)} without a result:`,
    more: (count) => `${files(count)} more`,
  },
  method: (severity, symptoms, unknownCounts) => [
    `A call is unusable during findings of ${severity} or worse of ${symptoms}; findings at the same time count once.`,
    'The time of the service is unusable while at least one call is; the verdict compares this time with the target.',
    'A call counts as unusable when any of its service time was, or when such a finding has no length.',
    unknownCounts
      ? 'Only causes in the service and causes that are not known are counted.'
      : 'Only causes in the service are counted.',
    'Times are exact to the millisecond; shares are cut off, never rounded up, and the share used is rounded up.',
  ],
  unknownCause: 'Cause not known',
  units: { d: ' d', h: ' h', min: ' min', s: ' s' },
  unitSeparator: ' ',
  comma: ', ',
  colon: ': ',
};

const zhCN: SlaWords = {
  title: '可用性',
  verdict: {
    met: (target, reached) => `达到目标：承诺 ${target}%，实际可用时间占 ${reached}%。`,
    'not-met': (target, reached) => `未达到目标：承诺 ${target}%，实际可用时间占 ${reached}%。`,
    'nothing-to-judge': '无从判断：统计期内没有可以检查的通话。',
  },
  period: (first, last, count, zone, length) =>
    `统计期：${first} 至 ${last}，共 ${count} 天（${zone}），时长 ${length}。`,
  maintenanceExcluded: (time) => `已扣除计划内维护：${time}。`,
  observed: (time) => `其中有已判断通话的时间为 ${time}。没有通话的时间按可用计算：期间无人发现服务不可用。`,
  headings: {
    availability: '可用性',
    budget: '允许的不可用时长',
    days: '按天',
    groups: (label) => `按 ${label}`,
    counted: '计入服务的原因',
    leftOut: '不计入服务的原因',
    undecided: '原因未定',
    maintenance: '计划内维护',
    notJudged: '未计入',
    method: '计算方法',
  },
  columns: {
    measure: '指标',
    usable: '可用',
    unusable: '不可用',
    share: '可用占比',
    allowed: '允许',
    used: '已用',
    left: '剩余',
    usedShare: '已用占比',
    day: '日期',
    calls: '通话',
    unusableCalls: '不可用通话',
    downtime: '不可用时长',
    maintenance: '维护',
    timeShare: '可用时间占比',
    cause: '原因',
    domain: '归属',
    findings: '发现',
    time: '时长',
    start: '开始',
    end: '结束',
    reason: '事由',
    within: '统计期内',
  },
  measures: { time: '服务时间', callTime: '通话时间', calls: '通话' },
  otherDays: (count) => `另有 ${count} 天既无通话也无维护，未列出。`,
  noGroup: '日志未说明',
  groupsOverlap: '各行的不可用时长可能重叠，因此相加不一定等于总数。',
  leftOutWhy: '这些发现最可能的原因不在服务侧。',
  undecidedWhy: (share) => `这些发现的原因未知，未计入；若计入，可用时间占 ${share}%（--count-unknown）。`,
  overspent: (time) => `超出允许的不可用时长 ${time}。`,
  skipped: {
    outsidePeriod: (count) => `${count} 个通话在统计期之外。`,
    inMaintenance: (count) => `${count} 个通话完全处于计划内维护期间。`,
    withoutTime: (count) => `${count} 个通话没有时间。`,
    notJudged: (count) => `${count} 个通话的日志缺少判断所需的数据。`,
    duplicates: (count) => `${count} 个通话重复提供，只计一次。`,
    unknownZone: (count) => `${count} 个通话的日志未说明时区，按 UTC 处理（可用 --tz 指定）。`,
    unread: (count) => `${count} 个文件没有结果：`,
    more: (count) => `另有 ${count} 个文件`,
  },
  method: (severity, symptoms, unknownCounts) => [
    `出现 ${severity} 或更严重的${symptoms}时，通话视为不可用；同时发生的多个发现只计一次。`,
    '只要有一个通话不可用，服务时间即视为不可用；以此时间与目标比较。',
    '通话在服务时间内有任何不可用，或有此类发现但没有时长，即计为不可用通话。',
    unknownCounts ? '只计入原因在服务侧或原因未知的发现。' : '只计入原因在服务侧的发现。',
    '时间精确到毫秒；占比截断，不进位；已用占比向上取整。',
  ],
  unknownCause: '原因未知',
  units: { d: ' 天', h: ' 小时', min: ' 分', s: ' 秒' },
  unitSeparator: ' ',
  comma: '、',
  colon: '：',
};

const WORDS: Readonly<Record<Language, SlaWords>> = { en, 'zh-CN': zhCN };

export function slaWords(language: Language): SlaWords {
  return WORDS[language];
}

/** A length of time to the millisecond: `43 min 12 s`, `4 min 19.2 s`, `-1 h 0.5 s`. */
export function exactDuration(ms: number, words: SlaWords): string {
  const { units, unitSeparator } = words;
  if (ms < 0) return `−${exactDuration(-ms, words)}`;
  const whole = Math.floor(ms / 1000);
  const fraction = String(ms % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const seconds = `${whole % 60}${fraction === '' ? '' : `.${fraction}`}`;
  const parts = [
    [Math.floor(whole / 86_400), units.d],
    [Math.floor(whole / 3600) % 24, units.h],
    [Math.floor(whole / 60) % 60, units.min],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  if (seconds !== '0' || shown.length === 0) shown.push(`${seconds}${units.s}`);
  return shown.join(unitSeparator);
}
