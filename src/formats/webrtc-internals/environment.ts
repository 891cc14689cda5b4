/** One fact about the machine that wrote the dump. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Collects what the dump says of the browser and machine: `UserAgent`, `UserAgentData` and the numbers beside them. */
export class Environment {
  userAgent = '';
  private platform = '';
  private mobile: boolean | undefined;
  private readonly brands: { brand: string; version: string }[] = [];
  private readonly numbers = new Map<string, string>();
  private brand = '';

  /** A scalar member of `UserAgentData` or of the document itself. */
  take(name: string, value: string | boolean): void {
    if (name === 'brand' && typeof value === 'string') this.brand = value;
    else if (name === 'version' && typeof value === 'string') {
      if (this.brands.length < 20) this.brands.push({ brand: this.brand, version: value });
    } else if (name === 'platform' && typeof value === 'string') this.platform = value;
    else if (name === 'mobile' && typeof value === 'boolean') this.mobile = value;
    else if (typeof value === 'string' && LABELS.has(name)) this.numbers.set(name, value);
  }

  /** Name and longest version known; undefined when the dump names no browser. */
  browser(): { name: string; version: string } | undefined {
    for (const name of BROWSERS) {
      const versions = this.brands.filter(({ brand }) => brand === name).map(({ version }) => version);
      const longest = versions.sort((a, b) => b.length - a.length)[0];
      if (longest !== undefined) return { name, version: longest };
    }
    const match = /(?:(Edg|OPR)\/|(?:Headless)?Chrome\/)([\d.]{1,30})/.exec(this.userAgent);
    return match === null
      ? undefined
      : { name: match[1] === undefined ? 'Chrome' : 'Chromium', version: match[2] ?? '' };
  }

  facts(): Fact[] {
    const facts: Fact[] = [];
    const browser = this.browser();
    if (browser !== undefined) facts.push({ label: 'browser', value: `${browser.name} ${browser.version}` });
    const system = /\(([^;)]{1,60}(?:;\s[^;)]{1,60})?)/.exec(this.userAgent)?.[1] ?? '';
    if (this.platform !== '' || system !== '') facts.push({ label: 'os', value: this.platform || system });
    if (this.mobile !== undefined) facts.push({ label: 'device', value: this.mobile ? 'mobile' : 'desktop' });
    for (const [name, label] of LABELS) {
      const value = this.numbers.get(name);
      if (value !== undefined) facts.push({ label, value: name === 'deviceMemory' ? `${value} GiB` : value });
    }
    return facts;
  }
}

const BROWSERS = ['Google Chrome', 'Microsoft Edge', 'Opera', 'Brave', 'Chromium'];
/** Members of the document (Chrome 147+) and what they are called in reports. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['hardwareConcurrency', 'cpu threads'],
  ['deviceMemory', 'device memory'],
  ['cpuPerformance', 'cpu performance'],
]);
