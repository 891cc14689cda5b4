import { parseJson } from '../stats/json-text.js';
import { isObject, textOf } from '../stats/raw.js';
import type { Told } from './events.js';

const LONGEST_TEXT = 300;

function fact(label: string, value: string): Told {
  return { type: 'environment', fields: { label, value: value.slice(0, LONGEST_TEXT) } };
}

/** The browser from `connectionInfo`, from the header of a dump or of a 2016 file; the payload may be JSON in a string. */
export function userAgentFacts(payload: unknown): Told[] {
  const info = typeof payload === 'string' ? parseJson(payload) : payload;
  const userAgent = isObject(info) ? textOf(info, 'userAgent') : undefined;
  return userAgent === undefined || userAgent.length === 0 ? [] : [fact('browser', userAgent)];
}

/** Browser, system and processor from the client-information entry of a dump. */
export function clientFacts(payload: unknown): Told[] {
  if (!isObject(payload)) return [];
  const facts: Told[] = [];
  const data = payload.userAgentData;
  if (isObject(data)) {
    const browser = browserOf(data.brands);
    if (browser !== undefined) facts.push(fact('browser', browser));
    const platform = textOf(data, 'platform');
    if (platform !== undefined) facts.push(fact('os', platform));
    if (typeof data.mobile === 'boolean') facts.push(fact('mobile', String(data.mobile)));
  }
  if (typeof payload.hardwareConcurrency === 'number')
    facts.push(fact('cpu', `${payload.hardwareConcurrency} logical processors`));
  if (typeof payload.deviceMemory === 'number') facts.push(fact('memory', `${payload.deviceMemory} GiB`));
  return facts;
}

/** The most specific brand: the product (Google Chrome, Edge) stands beside its engine and an invented brand. */
function browserOf(brands: unknown): string | undefined {
  if (!Array.isArray(brands)) return undefined;
  const named = brands
    .slice(0, 10)
    .filter(isObject)
    .flatMap((brand) => {
      const name = textOf(brand, 'brand');
      const version = textOf(brand, 'version');
      // The invented brand (GREASE) always says Not … Brand in some spelling.
      return name === undefined || version === undefined || /^[^a-z]*not[^a-z]/i.test(name) ? [] : [{ name, version }];
    });
  const chosen = named.find((brand) => brand.name !== 'Chromium') ?? named[0];
  return chosen === undefined ? undefined : `${chosen.name} ${chosen.version}`;
}
