import { localeOf } from '../locale/locale.js';
import { formatDuration } from '../locale/values.js';
import type { Localized } from '../model/finding.js';
import type { GradeRule } from './grade.js';
import type { GradeFacts } from './grade-facts.js';

/** Why the priority is what it is, as sentences in both languages. */
export function gradeReason(rule: GradeRule, facts: GradeFacts): Localized {
  return { en: english(rule, facts), 'zh-CN': chinese(rule, facts) };
}

const ofEnds = (some: number, all: number) => (all === 1 ? 'The one end whose log is here' : `${some} of ${all} ends`);

function english(rule: GradeRule, facts: GradeFacts): string {
  const { ends, endsDown, endsDisturbed, endsNoticing, findings } = facts;
  const was = (count: number) => (count === 1 ? 'was' : 'were');
  const share = facts.disturbedShare === null ? '' : `, ${percent(facts.disturbedShare)} of the time seen`;
  const length = `${formatDuration(localeOf('en'), facts.disturbedMs)}${share}`;
  switch (rule) {
    case 'many-down':
      return `${ofEnds(endsDown, ends)} ${was(endsDown)} without service: no connection came up, or nothing was to be heard or seen for a minute or for half of the call.`;
    case 'service-down':
      return `${ofEnds(endsDown, ends)} ${was(endsDown)} without service, and the most probable cause lies with the service.`;
    case 'application-down':
      return `${ofEnds(endsDown, ends)} ${was(endsDown)} without service, but the most probable cause lies with the application: its developers can mend it, and the service itself was not down.`;
    case 'one-down':
      return `${ofEnds(endsDown, ends)} ${was(endsDown)} without service. These logs do not show that others were, too; if they were, this is P0.`;
    case 'total-loss':
      return `There was no call, or no sound or picture, ${findings.P0 === 1 ? 'once' : `${findings.P0} times`}; it did not last, or lies with the device.`;
    case 'several-disturbed':
      return `${endsDisturbed} of ${ends} ends were seriously disturbed.`;
    case 'long-disturbed':
      return `The conversation was seriously disturbed at one end for ${length}.`;
    case 'brief-disturbed':
      return `The conversation was seriously disturbed, but only at one end and briefly: ${length}.`;
    case 'noticed':
      return `${ofEnds(endsNoticing, ends)} noticed the problem; the conversation was not seriously disturbed.`;
    case 'risks':
      return 'Only risks were found that nobody notices yet.';
    case 'nothing':
      return 'The checks that were possible found nothing. If people complained, add their logs, or grade the ticket by what they say.';
    case 'not-judged':
      return 'Nothing could be checked in these logs, so they do not tell the priority. Grade the ticket by what people say.';
  }
}

const zhEnds = (some: number, all: number) => (all === 1 ? '提供了日志的这一端' : `${all} 端中有 ${some} 端`);

function chinese(rule: GradeRule, facts: GradeFacts): string {
  const { ends, endsDown, endsDisturbed, endsNoticing, findings } = facts;
  const share = facts.disturbedShare === null ? '' : `，占所见时长的 ${percent(facts.disturbedShare)}`;
  const length = `${formatDuration(localeOf('zh-CN'), facts.disturbedMs)}${share}`;
  switch (rule) {
    case 'many-down':
      return `${zhEnds(endsDown, ends)}服务不可用：始终未能接通，或无声、无画面达一分钟以上或占通话时长的一半以上。`;
    case 'service-down':
      return `${zhEnds(endsDown, ends)}服务不可用，且最可能的原因在服务侧。`;
    case 'application-down':
      return `${zhEnds(endsDown, ends)}服务不可用，但最可能的原因在应用：应由应用开发者修正，服务本身并未中断。`;
    case 'one-down':
      return `${zhEnds(endsDown, ends)}服务不可用。现有日志不能证明其他用户也受影响；如果是，应定为 P0。`;
    case 'total-loss':
      return `出现 ${findings.P0} 次无法通话或无声无画面，但持续时间不长，或问题出在设备。`;
    case 'several-disturbed':
      return `${ends} 端中有 ${endsDisturbed} 端的通话受到严重影响。`;
    case 'long-disturbed':
      return `有一端的通话受到严重影响，持续 ${length}。`;
    case 'brief-disturbed':
      return `通话曾受到严重影响，但只在一端且时间很短：${length}。`;
    case 'noticed':
      return `${zhEnds(endsNoticing, ends)}能察觉到问题，但通话未受到严重影响。`;
    case 'risks':
      return '只发现了用户尚未察觉的风险。';
    case 'nothing':
      return '在能够进行的检查中未发现问题。如果用户有投诉，请补充其日志，或按用户的描述定级。';
    case 'not-judged':
      return '这些日志无法进行任何检查，不能据此定级。请按用户的描述定级。';
  }
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
