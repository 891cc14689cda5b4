/** Product tokens of User-Agent strings, the more specific before those that others imitate (RFC 9110, 10.1.5). */
const BROWSERS: readonly (readonly [name: string, token: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d.]{1,20})/],
  ['Opera', /\bOPR\/([\d.]{1,20})/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]{1,20})/],
  ['WeChat', /\bMicroMessenger\/([\d.]{1,20})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]{1,20})/],
  ['Electron', /\bElectron\/([\d.]{1,20})/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/([\d.]{1,20})/],
  ['Safari', /\bVersion\/([\d.]{1,20}) (?:Mobile\/\w{1,12} )?Safari\//],
];

/** `Chrome 116.0.0.0` of a User-Agent string; any other text, and a browser that is not known, as it stands. */
export function browserName(text: string): string {
  if (!text.startsWith('Mozilla/')) return text;
  for (const [name, token] of BROWSERS) {
    const version = token.exec(text)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return text;
}

/** `Macintosh; Intel Mac OS X 10_15_7` of a User-Agent string; undefined for any other text. */
export function systemName(text: string): string | undefined {
  return text.startsWith('Mozilla/') ? /^Mozilla\/[\d.]{1,8} \(([^()]{1,120})\)/.exec(text)?.[1] : undefined;
}
