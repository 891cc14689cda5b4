import type { Language } from './messages.js';

/** The words of a ticket that the report does not have. Arguments are already in words, and are not escaped. */
export interface TicketWords {
  /** `P1: Stutter, Interruption (Agora Web 4.24.8)`. */
  readonly title: (priority: string, problem: string, product: string) => string;
  readonly nothingFound: string;
  readonly notJudged: string;
  readonly headings: Readonly<
    Record<
      | 'experience'
      | 'when'
      | 'who'
      | 'reproduce'
      | 'evidence'
      | 'ruledOut'
      | 'missing'
      | 'attachments'
      | 'originals'
      | 'sending',
      string
    >
  >;
  readonly rows: Readonly<
    Record<
      | 'priority'
      | 'respondBy'
      | 'solveBy'
      | 'contract'
      | 'channel'
      | 'vendor'
      | 'problem'
      | 'firstSeen'
      | 'cause'
      | 'redaction',
      string
    >
  >;
  readonly columns: Readonly<Record<'what' | 'local' | 'utc' | 'lasted' | 'field' | 'value' | 'from', string>>;
  readonly call: string;
  readonly given: string;
  readonly fromLog: string;
  /** The time is local to a device whose zone nobody knows. */
  readonly utcUnknownBelow: string;
  readonly deadline: (time: string, target: string) => string;
  readonly noPromise: string;
  readonly contract: (title: string, tier: string, filedAt: string, hours: string) => string;
  readonly example: string;
  readonly filedAtDefault: string;
  readonly filedAtZoneUnknown: string;
  readonly clockStarts: (time: string) => string;
  readonly checkedNotFound: (symptoms: string) => string;
  readonly checksClear: (count: number) => string;
  /** Said beside a value that was replaced. */
  readonly hiddenHere: string;
  /** `option` is Markdown already. */
  readonly hiddenInLog: (option: string) => string;
  readonly knownSoFar: (value: string) => string;
  readonly encrypted: (files: string) => string;
  readonly nothingMissing: string;
  readonly forTheReporter: string;
  /** For the one who makes the ticket, on standard error. */
  readonly lacking: (fields: string) => string;
  readonly redacted: (kept: string) => string;
  readonly notRedacted: string;
  readonly files: Readonly<Record<'result' | 'excerpts' | 'logs' | 'manifest' | 'html', string>>;
  readonly original: (path: string, size: string, sha256: string) => string;
  readonly vendorLogs: (vendor: string) => string;
  /** Before what a place of a log proves, in an excerpt. */
  readonly places: { readonly line: (line: number) => string; readonly byte: (offset: number) => string };
}

const en: TicketWords = {
  title: (priority, problem, product) => `${priority}: ${problem}${product === '' ? '' : ` (${product})`}`,
  nothingFound: 'No symptoms found in the logs',
  notJudged: 'The logs could not be judged',
  headings: {
    experience: 'What the user experiences',
    when: 'When',
    who: 'Who and where',
    reproduce: 'How it comes about',
    evidence: 'Findings and evidence',
    ruledOut: 'What was ruled out',
    missing: 'Still missing',
    attachments: 'Attachments',
    originals: 'Original files',
    sending: 'Where to find more',
  },
  rows: {
    priority: 'Priority',
    respondBy: 'First response by',
    solveBy: 'Solution by',
    contract: 'Contract',
    channel: 'Where to file',
    vendor: 'Vendor',
    problem: 'Problem',
    firstSeen: 'First seen',
    cause: 'Probable cause',
    redaction: 'Names in this ticket',
  },
  columns: {
    what: 'What',
    local: 'Local time',
    utc: 'UTC',
    lasted: 'Lasted',
    field: 'Field',
    value: 'Value',
    from: 'Taken from',
  },
  call: 'The call',
  given: 'given by the reporter',
  fromLog: 'the log',
  utcUnknownBelow: 'The zone of the device is not in the log, so the times are local to it, and UTC is not known.',
  deadline: (time, target) => `${time} (${target})`,
  noPromise: 'nothing is promised for this priority',
  contract: (title, tier, filedAt, hours) => `${title}, tier ${tier}; filed at ${filedAt}; ${hours}`,
  example: 'This is the example file of the program and no contract: name your own with --support.',
  filedAtDefault: 'The end of the call counts as the time of filing; name another with --filed-at.',
  filedAtZoneUnknown: 'The zone of the device is not known, so these times can be wrong by its offset.',
  clockStarts: (time) => `Filed outside the service hours: the time counts from ${time}.`,
  checkedNotFound: (symptoms) => `Checked and not found: ${symptoms}.`,
  checksClear: (count) =>
    count === 1
      ? '1 check of the symptoms above found nothing:'
      : `${count} checks of the symptoms above found nothing:`,
  hiddenHere: 'replaced',
  hiddenInLog: (option) =>
    `The logs show it and this ticket replaces it. If the vendor needs it to find the call, make the ticket with ${option}.`,
  knownSoFar: (value) => `known so far: ${value}`,
  encrypted: (files) => `Attach these files as they are, only the vendor can read them: ${files}.`,
  nothingMissing: 'Nothing that the vendor asks for is missing.',
  forTheReporter: 'The vendor asks for these as well. Whoever files the ticket can find them so:',
  lacking: (fields) => `the vendor also asks for: ${fields}; the ticket says how to get it`,
  redacted: (kept) =>
    `Replaced by stable stand-ins; the same stand-in is the same value everywhere in this ticket.${kept === '' ? '' : ` Kept: ${kept}.`}`,
  notRedacted: 'As they stand in the logs; nothing was replaced.',
  files: {
    result: 'the whole result, for programs',
    excerpts: 'the lines of the logs around each finding, with their numbers',
    logs: 'the whole logs',
    manifest: 'size and SHA-256 of the original files and of these',
    html: 'this ticket with charts',
  },
  original: (path, size, sha256) => `${path} (${size}, SHA-256 ${sha256})`,
  vendorLogs: (vendor) => `Logs of ${vendor}`,
  places: { line: (line) => `line ${line}: `, byte: (offset) => `byte ${offset}: ` },
};

const zhCN: TicketWords = {
  title: (priority, problem, product) => `${priority}：${problem}${product === '' ? '' : `（${product}）`}`,
  nothingFound: '日志中未发现症状',
  notJudged: '根据日志无法判断',
  headings: {
    experience: '用户的感受',
    when: '发生时间',
    who: '用户与环境',
    reproduce: '复现情况',
    evidence: '发现与证据',
    ruledOut: '已排除的可能',
    missing: '尚缺的信息',
    attachments: '附件',
    originals: '原始文件',
    sending: '如何获取更多日志',
  },
  rows: {
    priority: '优先级',
    respondBy: '首次响应期限',
    solveBy: '解决期限',
    contract: '服务合同',
    channel: '提交渠道',
    vendor: '厂商',
    problem: '问题',
    firstSeen: '首次出现',
    cause: '可能原因',
    redaction: '本工单中的名称',
  },
  columns: {
    what: '内容',
    local: '本地时间',
    utc: 'UTC',
    lasted: '持续',
    field: '信息',
    value: '内容',
    from: '来源',
  },
  call: '通话',
  given: '由提交人提供',
  fromLog: '日志',
  utcUnknownBelow: '日志中没有设备的时区，以上为设备本地时间，无法换算为 UTC。',
  deadline: (time, target) => `${time}（${target}）`,
  noPromise: '该优先级没有承诺时限',
  contract: (title, tier, filedAt, hours) => `${title}，${tier}；提交时间 ${filedAt}；${hours}`,
  example: '这是程序自带的示例文件，不是合同；请用 --support 指定您的合同文件。',
  filedAtDefault: '以通话结束时间作为提交时间；可用 --filed-at 另行指定。',
  filedAtZoneUnknown: '设备时区未知，以上时间可能相差该时区的偏移量。',
  clockStarts: (time) => `提交时不在服务时间内，时限从 ${time} 起算。`,
  checkedNotFound: (symptoms) => `已检查，未发现：${symptoms}。`,
  checksClear: (count) => `针对上述症状的检查中，有 ${count} 项未发现问题：`,
  hiddenHere: '已替换',
  hiddenInLog: (option) => `日志中有该信息，本工单已替换。如果厂商需要据此查找通话，请加上 ${option} 重新生成工单。`,
  knownSoFar: (value) => `目前已知：${value}`,
  encrypted: (files) => `以下文件只有厂商能够读取，请原样提交：${files}。`,
  nothingMissing: '厂商要求的信息已齐全。',
  forTheReporter: '厂商还需要以下信息，提交人可按说明获取：',
  lacking: (fields) => `厂商还需要：${fields}；获取方法见工单`,
  redacted: (kept) =>
    `已替换为固定代号；同一代号在本工单中始终代表同一个值。${kept === '' ? '' : `保留原值：${kept}。`}`,
  notRedacted: '与日志一致，未做替换。',
  files: {
    result: '完整的分析结果，供程序读取',
    excerpts: '每个发现前后的日志原文，带行号',
    logs: '完整日志',
    manifest: '原始文件及各附件的大小和 SHA-256',
    html: '带图表的工单',
  },
  original: (path, size, sha256) => `${path}（${size}，SHA-256 ${sha256}）`,
  vendorLogs: (vendor) => `${vendor} 的日志`,
  places: { line: (line) => `第 ${line} 行：`, byte: (offset) => `第 ${offset} 字节处：` },
};

const WORDS: Readonly<Record<Language, TicketWords>> = { en, 'zh-CN': zhCN };

/** The words of a ticket in a language. */
export function ticketWords(language: Language): TicketWords {
  return WORDS[language];
}
