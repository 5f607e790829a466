import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or null. `CHROMIUM` names another one. */
export function findChromium(): string | null {
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

export const chromiumPath = findChromium();

if (!chromiumPath) {
  process.stderr.write(
    'The browser tests are skipped: there is no Chromium here. Get one (Debian: apt-get install chromium fonts-noto-cjk), or name yours in CHROMIUM.\n',
  );
}

/** No network of its own, no sandbox to set up, no first-run talk. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's Chromium; close it at the end. */
export async function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('there is no Chromium here');
  return chromium.launch({ executablePath: chromiumPath, args: flags, headless: true });
}
