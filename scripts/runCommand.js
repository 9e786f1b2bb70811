import { spawn } from 'node:child_process';
import { projectRoot } from './projectRoot.js';

/**
 * @typedef {object} RunOptions
 * @property {boolean} [isShown] Output goes to the terminal as it comes, instead of being kept.
 * @property {Record<string, string | undefined>} [env] Added to this process's environment.
 *
 * @typedef {{ code: number, output: string }} Finished
 */

/**
 * Runs one of the installed tools with this Node: no shell, so that paths with spaces work on every system.
 *
 * @param {readonly string[]} args path of the tool's script in the project, then its arguments
 * @param {RunOptions} [options]
 * @returns {Promise<Finished>}
 */
export function runNode(args, options = {}) {
  return finished(spawn(process.execPath, [...args], spawnOptions(options)));
}

/**
 * Runs a command line in the system's shell, which also finds `npm.cmd` on Windows.
 *
 * @param {string} commandLine a constant: nothing is quoted
 * @param {RunOptions} [options]
 * @returns {Promise<Finished>}
 */
export function runShell(commandLine, options = {}) {
  return finished(spawn(commandLine, { ...spawnOptions(options), shell: true }));
}

/**
 * @param {RunOptions} options
 * @returns {import('node:child_process').SpawnOptions}
 */
function spawnOptions({ isShown, env }) {
  return {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Finished>}
 */
function finished(child) {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
