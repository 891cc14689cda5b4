// A Firefox end of a call. It needs no driver: the page talks to the lab by itself. Its only log is the getStats of the page.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPulse } from './pulse.mjs';
import { FIREFOX } from './requirements.mjs';

const EXIT_TIMEOUT_MS = 5000;
const PREFERENCES = {
  // Candidates as Chromium has them after getUserMedia: real addresses of the namespace.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.default_address_only': false,
  'media.peerconnection.ice.no_host': false,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // A page in the background is not to be slowed down: nobody looks at a headless browser.
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  // Nothing that wants to reach the outside.
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'media.gmp-manager.url': '',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

const userJs = () =>
  Object.entries(PREFERENCES)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');

/** Without a loudspeaker Firefox plays and records nothing: the clock of its sound stands still. */
async function startLoudspeaker() {
  const pulse = await startPulse();
  try {
    await pulse.control('load-module', 'module-null-sink', 'sink_name=loudspeaker', 'rate=48000');
  } catch (error) {
    await pulse.stop();
    throw error;
  }
  return pulse;
}

/** As `startBrowser`; the program itself starts with the page. */
export async function startFirefox() {
  const version = execFileSync(FIREFOX, ['--version'], { encoding: 'utf8' }).trim();
  const loudspeaker = await startLoudspeaker();
  const home = mkdtempSync(join(tmpdir(), 'call-lab-firefox-'));
  writeFileSync(join(home, 'user.js'), userJs());
  const env = { ...process.env, ...loudspeaker.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: '1' };
  let child;
  return {
    version,
    openPeer: async (url) => {
      const command = [FIREFOX, '--headless', '--no-remote', '--profile', home, url];
      // A group of its own, so that its content processes end with it; and it ends when the lab is killed.
      const options = { env, stdio: 'ignore', detached: true };
      child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], options);
      await once(child, 'spawn');
    },
    dump: async () => {},
    close: async () => {
      if (child) await end(child);
      await loudspeaker.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function end(child) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const exited = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  signal('SIGTERM');
  await Promise.race([exited, wait(EXIT_TIMEOUT_MS, undefined, { ref: false })]);
  signal('SIGKILL');
}
