import type { ProviderName } from './contract/provider.ts';
import type { TaskDetails } from './contract/task.ts';

/** Names under which the relay knows each provider's key; a command has the name and never the key. */
const KEY_NAMES: Readonly<Record<Exclude<ProviderName, 'built-in'>, string>> = {
  deerapi: 'DEERAPI_KEY',
  cometapi: 'COMETAPI_KEY',
  kling: 'KLING_API_KEY',
};

interface CurlRequest {
  readonly provider: ProviderName;
  readonly sent: NonNullable<TaskDetails['sent']>;
  /** Of the file that holds the source. */
  readonly fileName: string;
}

/**
 * What was sent upstream, for a POSIX shell: the image's bytes come from a file, as Base64 without a prefix, and the
 * key from the environment. Null for a provider that nothing is sent to.
 */
export function curlCommand({ provider, sent, fileName }: CurlRequest): string | null {
  if (provider === 'built-in') return null;
  const fields = JSON.stringify(sent.fields);
  const rest = fields === '{}' ? '"}' : `",${fields.slice(1)}`;
  return [
    `{ printf '%s' '{"image":"'; base64 < ${quoted(fileName)} | tr -d '\\n'; printf '%s' ${quoted(rest)}; } |`,
    `curl ${quoted(sent.url)} \\`,
    `  -H "Authorization: Bearer $${KEY_NAMES[provider]}" \\`,
    `  -H 'Content-Type: application/json' \\`,
    '  --data-binary @-',
  ].join('\n');
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
