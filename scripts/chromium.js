import { existsSync, readdirSync } from 'node:fs';
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
 * `headless`: the headless shell where there is one, which draws no window and so takes less of the processor; any
 * other Chromium will do. `complete`: the browser as people use it, which can be seen.
 *
 * @typedef {'headless' | 'complete'} BrowserKind
 */

/**
 * Path of a Chromium: the one that CHROMIUM_PATH names, else Playwright's own, else one that the system has.
 *
 * @param {BrowserKind} kind
 * @returns {Promise<string | null>}
 * @throws {Error} when CHROMIUM_PATH names a file that is not there
 */
export async function findChromium(kind) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  }
  const { chromium } = await import('@playwright/test');
  return firstInstalled(kind, chromium.executablePath(), systemPaths());
}

/**
 * @param {BrowserKind} kind
 * @param {string} own where Playwright has its complete browser, once that is installed
 * @param {SystemPaths} system
 * @returns {string | null}
 */
export function firstInstalled(kind, own, system) {
  const complete = [own, ...system.complete];
  const preferred = kind === 'headless' ? [ownShell(own), ...system.shells] : [];
  return [...preferred, ...complete].find((file) => file !== '' && existsSync(file)) ?? null;
}

/**
 * Where Playwright has its headless shell: in a folder beside that of its complete browser.
 *
 * @param {string} own its complete browser's path
 * @returns {string} empty where there is none
 */
function ownShell(own) {
  const [folder = '', browsers = '', revision = ''] = /^(.*[\\/])chromium-(\d+)[\\/]/.exec(own) ?? [];
  const shells = `${browsers}chromium_headless_shell-${revision}`;
  if (folder === '' || !existsSync(shells)) return '';
  const isShell = (/** @type {string} */ name) =>
    /^(?:chrome-headless-shell|headless_shell)(?:\.exe)?$/.test(name);
  const found = readdirSync(shells, { recursive: true, encoding: 'utf8' }).find((file) =>
    isShell(path.basename(file)),
  );
  return found === undefined ? '' : path.join(shells, found);
}

/**
 * As findChromium, but installs one when there is none.
 *
 * @param {BrowserKind} kind
 * @returns {Promise<string>}
 * @throws {Error} when that is not possible either
 */
export async function ensureChromium(kind) {
  const found = await findChromium(kind);
  if (found !== null) return found;
  let output = '';
  for (const commandLine of installers(kind)) {
    console.log(`Installing a browser: ${commandLine}`);
    const done = await runShell(commandLine, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    const installed = await findChromium(kind);
    if (installed !== null) return installed;
    output += done.output;
  }
  throw new Error(`${output}\nNo Chromium could be installed. Install one and name it in CHROMIUM_PATH.`);
}

/**
 * @param {BrowserKind} kind
 * @returns {string[]} to be tried in this order
 */
function installers(kind) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const apt = isRoot && existsSync('/usr/bin/apt-get');
  const packages = kind === 'headless' ? ['chromium-headless-shell', 'chromium'] : ['chromium'];
  return [
    ...(apt
      ? packages.map((name) => `apt-get update && apt-get install -y --no-install-recommends ${name}`)
      : []),
    `npx playwright install chromium ${kind === 'headless' ? '--only-shell' : '--no-shell'}`,
  ];
}

/**
 * @typedef {{ shells: readonly string[], complete: readonly string[] }} SystemPaths
 *
 * @returns {SystemPaths}
 */
function systemPaths() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return { shells: [], complete: apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`) };
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': programs32, LOCALAPPDATA } = process.env;
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    const complete = [PROGRAMFILES, programs32, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => programs.map((program) => path.win32.join(folder, program)));
    return { shells: [], complete };
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
  return { shells: ['/usr/bin/chromium-headless-shell'], complete: names.map((name) => `/usr/bin/${name}`) };
}
