import { existsSync } from 'node:fs';
import path from 'node:path';
import { runShell } from './runCommand.js';

/** What Playwright switches off: of two lists the browser takes the last, so ours repeats these. */
export const OFF_IN_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/**
 * For each window that nobody sees the browser loads two pages of its address bar, as dear as a page of the app, and
 * keeps one process more ready than is ever used.
 */
const OFF_FOR_SPEED = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'];

/** The same quiet browser for tests and measurements, in containers too. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...OFF_FOR_SPEED].join(',')}`,
];

/**
 * Path of a Chromium: the one that CHROMIUM_PATH names, else Playwright's own, else one that the system has.
 *
 * @returns {Promise<string | null>}
 * @throws {Error} when CHROMIUM_PATH names a file that is not there
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  }
  const { chromium } = await import('@playwright/test');
  return (
    [chromium.executablePath(), ...systemPaths()].find((file) => file !== '' && existsSync(file)) ?? null
  );
}

/**
 * As findChromium, but installs one when there is none.
 *
 * @returns {Promise<string>}
 * @throws {Error} when that is not possible either
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== null) return found;
  let output = '';
  for (const commandLine of installers()) {
    console.log(`Installing a browser for the tests: ${commandLine}`);
    const done = await runShell(commandLine, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    const installed = await findChromium();
    if (installed !== null) return installed;
    output += done.output;
  }
  throw new Error(`${output}\nNo Chromium could be installed. Install one and name it in CHROMIUM_PATH.`);
}

/** @returns {string[]} */
function installers() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const apt = isRoot && existsSync('/usr/bin/apt-get');
  return [
    ...(apt ? ['apt-get update && apt-get install -y --no-install-recommends chromium'] : []),
    'npx playwright install chromium',
  ];
}

/** @returns {string[]} */
function systemPaths() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': programs32, LOCALAPPDATA } = process.env;
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return [PROGRAMFILES, programs32, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => programs.map((program) => path.win32.join(folder, program)));
  }
  return ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  );
}
