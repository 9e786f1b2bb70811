import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, json, readJson } from './answer.ts';
import type { ExpandApi } from './expandApi.ts';
import { type FaultScript, faultSchema } from './fault.ts';
import { liveOptionsSchema } from './upstreamOptions.ts';

interface ControlCall {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly api: ExpandApi;
  readonly faults: FaultScript;
}

/**
 * The routes under `/_control`, by which another process reads and changes the fake upstream: `state` (what it saw),
 * `faults` (those to come: read, add, clear) and `options` (what can be changed while it runs: read, replace).
 */
export async function control({ request, path, api, faults }: ControlCall): Promise<Answer> {
  switch (`${request.method} ${path.slice('/_control/'.length)}`) {
    case 'GET state':
      return json(200, api.state);
    case 'GET faults':
      return json(200, faults.pending());
    case 'DELETE faults':
      faults.clear();
      return json(200, {});
    case 'POST faults': {
      const sent = z.array(faultSchema).safeParse(await readJson(request));
      if (!sent.success) return json(400, { message: z.prettifyError(sent.error) });
      faults.add(sent.data);
      return json(200, {});
    }
    case 'GET options':
      return json(200, api.liveOptions);
    case 'PUT options': {
      const sent = liveOptionsSchema.safeParse(await readJson(request));
      if (!sent.success) return json(400, { message: z.prettifyError(sent.error) });
      api.liveOptions = sent.data;
      return json(200, {});
    }
    default:
      return json(404, { message: 'no such control' });
  }
}
