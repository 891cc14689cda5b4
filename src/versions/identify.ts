import type { CallSummary } from '../model/call.js';
import type { Component, Platform } from './knowledge.js';

/** Something with a version that took part in a call. */
export interface Part {
  /** As the log prints it: `Google Chrome`. */
  readonly name: string;
  /** Empty when the log names no version. */
  readonly version: string;
  /** Undefined when the list knows no such component. */
  readonly component: Component | undefined;
}

/** What is known of the software of one call. */
export interface CallParts {
  readonly parts: readonly Part[];
  readonly platform: Platform | undefined;
}

/** Every browser of iOS is the system's WebKit, so its faults go by the version of iOS. */
const IOS_ENGINE = 'ios webkit';

/** The SDK and the browser of a call, each once. */
export function identify(call: Pick<CallSummary, 'sdk' | 'environment'>, components: readonly Component[]): CallParts {
  const environment = new Map(Object.entries(call.environment));
  const system = environment.get('os') ?? '';
  const browser = environment.get('browser') ?? environment.get('userAgent') ?? '';
  const platform = platformOf(`${system} ${browser}`);
  const named: { name: string; version: string }[] = [];
  if (call.sdk !== undefined && call.sdk.name !== '' && call.sdk.name !== 'unknown') named.push(call.sdk);
  if (browser !== '') named.push(browserOf(browser));
  const found = named.map(({ name, version }) => {
    const ios = platform === 'ios' && BROWSERS.has(name.toLowerCase()) ? iosVersion(`${system} ${browser}`) : undefined;
    return partOf(ios === undefined ? { name, version } : { name: IOS_ENGINE, version: ios }, components);
  });
  return { parts: distinct(found), platform };
}

const BROWSERS = new Set(['chrome', 'google chrome', 'chromium', 'safari', 'firefox', 'microsoft edge', 'edge']);

function partOf({ name, version }: { name: string; version: string }, components: readonly Component[]): Part {
  const component = components.find(({ names }) => names.has(name.toLowerCase()));
  return { name, version: version === 'unknown' ? '' : version.trim(), component };
}

/** A dump names the browser twice: as what wrote it, and in its environment. The longer version says more. */
function distinct(parts: readonly Part[]): Part[] {
  const best = new Map<string, Part>();
  for (const part of parts) {
    const key = part.component?.id ?? part.name;
    const before = best.get(key);
    if (before === undefined || part.version.length > before.version.length) best.set(key, part);
  }
  return [...best.values()];
}

/** `Google Chrome 120` or a whole User-Agent header → name and version. */
function browserOf(text: string): { name: string; version: string } {
  if (text.startsWith('Mozilla/')) {
    const firefox = /\b(?:Firefox|FxiOS)\/(\d[\d.]{0,30})/.exec(text)?.[1];
    if (firefox !== undefined) return { name: 'Firefox', version: firefox };
    const chrome = /\b(?:Headless)?(?:Chrome|CriOS)\/(\d[\d.]{0,30})/.exec(text)?.[1];
    if (chrome !== undefined) return { name: 'Chrome', version: chrome };
    const safari = /\bVersion\/(\d[\d.]{0,30}).{0,60}\bSafari\//.exec(text)?.[1];
    return safari === undefined ? { name: text.slice(0, 80), version: '' } : { name: 'Safari', version: safari };
  }
  const match = /^(.{1,80}?)[ /]v?(\d[\w.+-]{0,60})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined
    ? { name: text.slice(0, 80), version: '' }
    : { name: match[1], version: match[2] };
}

/**
 * Version of iOS: from the system's name or User-Agent. Since version 26 Safari's User-Agent no longer counts on with the
 * system, but Safari's own version does.
 */
function iosVersion(text: string): string | undefined {
  const system = /\b(?:iOS|iPhone OS|CPU OS|iPadOS) (\d{1,3}(?:[._]\d{1,3}){0,2})/
    .exec(text)?.[1]
    ?.replaceAll('_', '.');
  const safari = /\bVersion\/(\d{1,3}(?:\.\d{1,3}){0,2})/.exec(text)?.[1];
  if (safari === undefined || system === undefined) return system ?? safari;
  return Number.parseInt(safari, 10) > Number.parseInt(system, 10) ? safari : system;
}

function platformOf(text: string): Platform | undefined {
  if (/iphone|ipad|\bios\b/i.test(text)) return 'ios';
  if (/android/i.test(text)) return 'android';
  if (/windows/i.test(text)) return 'windows';
  if (/mac ?os|macintosh/i.test(text)) return 'macos';
  return /linux|x11/i.test(text) ? 'linux' : undefined;
}
