import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { curlCommand } from './curlCommand.ts';

test('a shell sends what was sent: the fields, the file as Base64, and the key from the environment', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'curl-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "it's.jpg"), Buffer.from([1, 2, 3, 250]));
  const fields = {
    prompt: 'a \'quoted\' $HOME `date` \\ "prompt"\nof two lines',
    n: '2',
    up_expansion_ratio: 0.25,
  };
  const command = curlCommand({
    ...{ provider: 'deerapi', fileName: "it's.jpg" },
    sent: { url: 'https://api.deerapi.com/kling/v1/images/editing/expand', fields },
  });
  // In the place of curl: what it was given, and what came in.
  const fake = 'curl() { for word; do printf "%s\\0" "$word"; done; cat; }';
  const out = execFileSync('sh', ['-c', `${fake}; ${command}`], {
    ...{ cwd: folder, encoding: 'utf8' },
    env: { ...process.env, DEERAPI_KEY: 'k-1' },
  });
  const words = out.split('\0');
  expect(words.slice(0, 5)).toEqual([
    'https://api.deerapi.com/kling/v1/images/editing/expand',
    ...['-H', 'Authorization: Bearer k-1', '-H', 'Content-Type: application/json'],
  ]);
  expect(JSON.parse(words.at(-1) ?? '')).toEqual({ image: 'AQID+g==', ...fields });
  expect(command).not.toContain('k-1');
});

test('nothing is sent to the built-in engine', () => {
  expect(curlCommand({ provider: 'built-in', fileName: 'a', sent: { url: '', fields: {} } })).toBeNull();
});
