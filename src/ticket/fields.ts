import type { ResultCall, ResultFinding, TriageResult } from '../model/result.js';
import { groupFindings } from '../report/groups.js';
import { sourceName } from '../report/names.js';
import type { FoundValue } from './find-values.js';
import type { TicketRedaction } from './redaction.js';
import { browserName, systemName } from './user-agent.js';
import type { FieldId, Vendor, VendorField } from './vendor.js';

/** `known`: as good as it gets. `hidden`: the logs show it, the ticket does not. `missing`: nothing, or not enough. */
export type FieldState = 'known' | 'hidden' | 'missing';

/** A field of the ticket, ready to be shown: redacted, not escaped. */
export interface TicketField {
  readonly field: VendorField;
  readonly state: FieldState;
  /** Undefined when nothing is known; what is known of a `missing` field is not enough. */
  readonly value: string | undefined;
  /** Where it comes from: the option or the line of a log; undefined for what the analysis says. */
  readonly from: { readonly kind: 'given' } | { readonly kind: 'line'; readonly place: string } | undefined;
}

export interface FieldSources {
  /** Redacted. */
  readonly result: TriageResult;
  readonly vendor: Vendor;
  /** From --steps, --field and the like, by field. */
  readonly given: ReadonlyMap<FieldId, string>;
  /** What the lines of the logs show. */
  readonly values: (id: FieldId) => readonly FoundValue[];
  readonly redaction: TicketRedaction;
  /** Time of the problem in words, and whether its zone is known. */
  readonly time: { readonly text: string | undefined; readonly zoneKnown: boolean };
}

/** Fills the fields that the vendor asks for: what the user gives counts most, then the analysis, then the logs' lines. */
export function fillFields(sources: FieldSources): readonly TicketField[] {
  return sources.vendor.fields.map((field) => fill(field, sources));
}

function fill(field: VendorField, sources: FieldSources): TicketField {
  const { redaction } = sources;
  const given = sources.given.get(field.id);
  if (given !== undefined) {
    const value = field.keep === undefined ? redaction.text(given) : redaction.identifier(given, field.keep);
    return { field, state: value === given ? 'known' : 'hidden', value, from: { kind: 'given' } };
  }
  const analysed = fromAnalysis(field.id, sources);
  if (analysed?.enough === true) return { field, state: 'known', value: analysed.text, from: undefined };
  const found = sources.values(field.id);
  if (found.length > 0) return fromLines(field, found, sources);
  return { field, state: 'missing', value: analysed?.text, from: undefined };
}

function fromLines(field: VendorField, found: readonly FoundValue[], { redaction, result }: FieldSources): TicketField {
  const shown = found.map(({ value }) => redaction.identifier(value, field.keep));
  const [first] = found;
  const place = first === undefined ? '' : `${sourceName(redaction.text(first.source), result)}:${first.line}`;
  return {
    field,
    state: found.some(({ value }, index) => shown[index] !== value) ? 'hidden' : 'known',
    value: shown.join(', '),
    from: { kind: 'line', place },
  };
}

/** The call of the worst finding, else the first. */
function mainCall(result: TriageResult): ResultCall | undefined {
  const worst = worstFinding(result);
  return result.calls.find(({ id }) => id === worst?.subject.call) ?? result.calls[0];
}

/** The calls in which people noticed something, else those in which something was found, else all. */
export function troubledCalls(result: TriageResult): readonly ResultCall[] {
  const noticed = result.findings.filter(({ severity }) => severity !== 'P3');
  const ids = new Set((noticed.length > 0 ? noticed : result.findings).map(({ subject }) => subject.call));
  return ids.size === 0 ? result.calls : result.calls.filter(({ id }) => ids.has(id));
}

/** The worst finding, if there is one. */
export function worstFinding(result: TriageResult): ResultFinding | undefined {
  return groupFindings(result)[0]?.worst;
}

interface Known {
  readonly text: string;
  readonly enough: boolean;
}

/** What the analysis says of a field. */
function fromAnalysis(id: FieldId, { result, vendor, time }: FieldSources): Known | undefined {
  const call = mainCall(result);
  const environment = new Map(Object.entries(call?.environment ?? {}));
  switch (id) {
    case 'sdk':
      return sdkOf(call, vendor);
    case 'platform':
      return platformOf(environment);
    case 'device':
      return deviceOf(environment);
    case 'network':
      return known([environment.get('network')]);
    case 'time':
      return time.text === undefined ? undefined : { text: time.text, enough: time.zoneKnown };
    case 'far-log': {
      const sources = [...new Set(result.calls.map(({ source }) => source))];
      return sources.length < 2 ? undefined : known(sources.map((source) => sourceName(source, result)));
    }
    default:
      return undefined;
  }
}

function platformOf(environment: ReadonlyMap<string, string>): Known | undefined {
  const browser = environment.get('browser') ?? environment.get('userAgent');
  if (browser === undefined) return known([environment.get('os')]);
  return known([environment.get('os') ?? systemName(browser), browserName(browser)]);
}

function known(parts: readonly (string | undefined)[]): Known | undefined {
  const text = [...new Set(parts.filter((part) => part !== undefined && part !== ''))].join(', ');
  return text === '' ? undefined : { text, enough: true };
}

/** A browser's name and version are what generic WebRTC asks for, and not enough for a vendor with an SDK of its own. */
function sdkOf(call: ResultCall | undefined, vendor: Vendor): Known | undefined {
  const { name, version } = call?.sdk ?? { name: 'unknown', version: 'unknown' };
  const browser = call?.environment.browser;
  if (name === 'unknown')
    return browser === undefined ? undefined : { text: browserName(browser), enough: vendor.sdks.length === 0 };
  const own = vendor.sdks.length === 0 || vendor.sdks.some((sdk) => name.toLowerCase().startsWith(sdk));
  const text = version === 'unknown' ? name : `${name} ${version}`;
  return { text, enough: own && version !== 'unknown' };
}

/** `desktop` is a kind of device and no model. */
function deviceOf(environment: ReadonlyMap<string, string>): Known | undefined {
  const device = environment.get('device');
  const rest = ['cpu', 'memory'].map((label) => environment.get(label));
  const all = known([device, ...rest]);
  return all === undefined
    ? undefined
    : { ...all, enough: device !== undefined && !/^(desktop|mobile)$/i.test(device) };
}
