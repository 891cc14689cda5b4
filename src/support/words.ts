import type { Localized } from '../model/finding.js';
import type { Calendar, OpenHours, Target } from './support.js';

const UNITS = {
  min: { en: ['minute', 'minutes'], 'zh-CN': '分钟' },
  h: { en: ['hour', 'hours'], 'zh-CN': '小时' },
  d: { en: ['day', 'days'], 'zh-CN': '天' },
} as const;

/** `4 hours`, `4 hours of service time`, `2 working days`. */
export function targetText({ amount, unit }: Target, calendar: Calendar | undefined): Localized {
  const [one, many] = UNITS[unit].en;
  const plain = `${amount} ${amount === 1 ? one : many}`;
  if (calendar === undefined) return { en: plain, 'zh-CN': `${amount} ${UNITS[unit]['zh-CN']}` };
  if (unit === 'd') return { en: `${amount} working ${amount === 1 ? one : many}`, 'zh-CN': `${amount} 个工作日` };
  return { en: `${plain} of service time`, 'zh-CN': `服务时间内 ${amount} ${UNITS[unit]['zh-CN']}` };
}

/** Monday first, as people read a week. */
const DAYS = [1, 2, 3, 4, 5, 6, 0] as const;
const DAY_NAMES = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
} as const;

/** `Mon–Fri 09:00–18:00 (Asia/Shanghai), except holidays`. */
export function hoursText(calendar: Calendar | undefined): Localized {
  if (calendar === undefined)
    return { en: 'around the clock, every day', 'zh-CN': '全天候（每周 7 天、每天 24 小时）' };
  const runs: { first: number; last: number; hours: string }[] = [];
  for (const day of DAYS) {
    const hours = calendar.week[day].map(spanText).join(' ');
    const last = runs.at(-1);
    if (last !== undefined && last.hours === hours) last.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  const open = runs.filter(({ hours }) => hours !== '');
  const phrase = (language: 'en' | 'zh-CN', between: string, separator: string) =>
    open
      .map(({ first, last, hours }) => {
        const names = DAY_NAMES[language];
        return `${names[first]}${first === last ? '' : `${between}${names[last]}`} ${hours}`;
      })
      .join(separator);
  const closed = calendar.holidays.size > 0;
  return {
    en: `${phrase('en', '–', ', ')} (${calendar.zone})${closed ? ', except holidays' : ''}`,
    'zh-CN': `${phrase('zh-CN', '至', '，')}（${calendar.zone}）${closed ? '，节假日除外' : ''}`,
  };
}

const spanText = ({ from, to }: OpenHours): string => `${clock(from)}–${clock(to)}`;

function clock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
