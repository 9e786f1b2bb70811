import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SOURCE_FORMATS } from '../src/domain/limits.ts';
import { SOURCE_ENDINGS } from '../src/domain/sourceEndings.ts';
import { projectRoot } from './projectRoot.js';

test('the installed app is offered for every file that can be opened, by the system and by other apps', async () => {
  const manifest = JSON.parse(await readFile(path.join(projectRoot, 'public/app.webmanifest'), 'utf8'));
  const types = SOURCE_FORMATS.map((format) => `image/${format}`);
  const endings = SOURCE_FORMATS.map((format) => SOURCE_ENDINGS[format].map((ending) => `.${ending}`));
  expect(Object.entries(manifest.file_handlers[0].accept)).toEqual(
    types.map((type, at) => [type, endings[at]]),
  );
  expect(manifest.share_target.params.files[0].accept).toEqual(types);
});
