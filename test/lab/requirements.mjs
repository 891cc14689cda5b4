// Programs that the lab calls, and the Debian packages that bring them.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The browser itself and not the script in /usr/bin, which prints warnings into the output. */
export const CHROMIUM = '/usr/lib/chromium/chromium';
/** Not installed by itself: the calls that need it are skipped where it is missing. */
export const FIREFOX = 'firefox-esr';

const PROGRAMS = [
  ['espeak-ng', 'espeak-ng'],
  ['sox', 'sox'],
  ['ffmpeg', 'ffmpeg'],
  ['ip', 'iproute2'],
  ['nsenter', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['nft', 'nftables'],
  ['turnserver', 'coturn'],
  ['pulseaudio', 'pulseaudio'],
  ['pactl', 'pulseaudio-utils'],
];

const found = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** @param {string[]} browsers as a plan names them @returns {string[]} packages of those that are not here */
export const missingBrowsers = (browsers) => (browsers.includes('firefox') && !found(FIREFOX) ? [FIREFOX] : []);

function missingPackages() {
  const packages = PROGRAMS.filter(([program]) => !found(program)).map(([, name]) => name);
  return existsSync(CHROMIUM) ? packages : ['chromium', ...packages];
}

/** Installs what is missing where that is possible; otherwise says what to install. */
export function ensureRequirements() {
  if (process.getuid?.() !== 0)
    throw new Error('The call lab needs root: it makes a network namespace. Run it as root.');
  let missing = missingPackages();
  if (missing.length > 0 && found('apt-get')) {
    console.error(`Installing ${missing.join(', ')} …`);
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { stdio: 'ignore' });
    missing = missingPackages();
  }
  if (missing.length > 0)
    throw new Error(`The call lab needs these packages, please install them: ${missing.join(' ')}`);
}
