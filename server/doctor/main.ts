/** `npm run doctor [-- --paid]`: checks the settings, what the relay stands on and the provider; `--paid` asks, then spends. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { processSettings } from '../processSettings.ts';
import { doctor } from './doctor.ts';

const { values } = parseArgs({ options: { paid: { type: 'boolean', default: false } } });

const isWell = await doctor({
  readSettings: processSettings,
  isPaid: values.paid,
  say: (line) => void process.stdout.write(`${line}\n`),
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
});
if (!isWell) process.exitCode = 1;
