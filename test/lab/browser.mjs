// One browser = one end of a call: start it, open the pages, collect its logs.
import { mkdtempSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './requirements.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
];
const DUMPS = { 'internals.json.gz': '#dump-click-target', 'rtcstats.gz': '#dump-click-target-rtcstats' };

/**
 * Starts a browser with a new profile. webrtc-internals is opened first, because it sees only what happens from then on.
 * @param {object} options
 * @param {string} options.audio file that the fake microphone plays
 * @param {string} options.video file that the fake camera shows
 * @param {boolean} [options.realDevices] use the sound devices of `env` instead of fake ones
 * @param {string} [options.executablePath] a script that becomes the browser
 * @param {Record<string, string>} [options.env] over the environment of this process
 */
export async function startBrowser({ audio, video, realDevices = false, executablePath = CHROMIUM, env = {} }) {
  const devices = realDevices
    ? []
    : [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${audio}`,
        `--use-file-for-fake-video-capture=${video}`,
      ];
  const profile = mkdtempSync(join(tmpdir(), 'call-lab-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    env: { ...process.env, ...env },
    headless: true,
    acceptDownloads: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Without playout there is nothing that could be heard, and no reference for the echo canceller.
    ignoreDefaultArgs: ['--mute-audio'],
    args: [...FLAGS, ...devices],
  });
  const internals = context.pages()[0] ?? (await context.newPage());
  await internals.goto('chrome://webrtc-internals');
  return {
    version: context.browser()?.version() ?? (await internals.evaluate(() => navigator.userAgent)),
    openPeer: async (url) => {
      const page = await context.newPage();
      await page.goto(url);
    },
    dump: (prefix, wanted) => dump(internals, prefix, wanted),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Saves the kinds of dump that webrtc-internals offers, as `<prefix>.internals.json.gz` and `<prefix>.rtcstats.gz`. */
async function dump(page, prefix, wanted = Object.keys(DUMPS)) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  for (const [name, button] of Object.entries(DUMPS)) {
    if (!wanted.includes(name)) continue;
    const arriving = page.waitForEvent('download', { timeout: 20_000 });
    await page.evaluate((selector) => document.querySelector(selector).click(), button);
    const file = `${prefix}.${name}`;
    await (await arriving).saveAs(`${file}.part`);
    await rename(`${file}.part`, file);
  }
}
