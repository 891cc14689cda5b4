import { SYMPTOMS } from '../model/finding.js';

/** The texts of a new rule and its test: a starting point that loads, fires and stays silent as its tests say. */
export interface RuleScaffold {
  readonly rulePath: string;
  readonly rule: string;
  readonly testPath: string;
  readonly test: string;
}

/** Scaffolds `<symptom>/<name>`, for `rtc-triage rules new`. Throws with the way out when the id cannot be one. */
export function scaffoldRule(id: string): RuleScaffold {
  const [symptom = '', name = '', ...rest] = id.split('/');
  if (!SYMPTOMS.some((known) => known === symptom) || !/^[a-z][a-z0-9-]{0,79}$/.test(name) || rest.length > 0) {
    throw new Error(
      `\`${id.slice(0, 100)}\` is not a rule id. Write <symptom>/<name>, for example stutter/short-freezes; the symptom is one of ${SYMPTOMS.join(', ')}.`,
    );
  }
  return { rulePath: `${id}.yaml`, rule: ruleText(symptom), testPath: `${id}.test.yaml`, test: TEST };
}

function ruleText(symptom: string): string {
  return `symptom: ${symptom}
title: { en: "TODO: what the user would call it", zh-CN: "TODO：用户会怎么描述" }
explanation:
  en: "TODO: what it means for the user, and how it is measured."
  zh-CN: "TODO：对用户意味着什么，以及如何测量。"
subject: inbound-video
thresholds:
  noticed: { value: 0.05, unit: ratio, source: "TODO: a standard, a vendor's documentation, a measurement, or own judgement: why" }
  severe: { value: 0.2, unit: ratio, source: "TODO" }
when: { signal: stall-ratio, over: 10s, aggregate: mean, above: noticed }
merge: 5s
measure: { signal: stall-ratio, over: 10s, aggregate: mean, worse: higher, threshold: noticed }
severity:
  - { level: P1, worst-at-least: severe }
  - { level: P2 }
message:
  en: "The picture stood still for {value} of the time (limit {threshold}), for {duration}."
  zh-CN: "画面有 {value} 的时间静止（上限 {threshold}），持续 {duration}。"
next:
  en: ["TODO: what to look at or ask for next."]
  zh-CN: ["TODO：下一步查看或索取什么。"]
false-positives:
  en: ["TODO: what looks the same and is no fault."]
  zh-CN: ["TODO：哪些情况看起来相同但并非故障。"]
`;
}

const TEST = `tests:
  - name: frozen for half of ten seconds
    signals: { stall-ratio: "0x20 0.5x10 0x20" }
    fires: [{ severity: P1, from: 20s, to: 30s }]
  - name: no freeze at all
    signals: { stall-ratio: "0x40" }
    fires: []
  - name: no freeze statistics
    signals: { decoded-frame-rate: "25x30" }
    outcome: not-observable
`;
