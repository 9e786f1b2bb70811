/**
 * The least that anything between a caller and the upstream can do: takes a request and streams it on, both ways, over
 * connections that it keeps. It holds no file and no row, and encodes nothing: the image comes to it as Base64. The
 * upstream's address in UPSTREAM; prints its own.
 */
import { Agent, createServer, request } from 'node:http';

/** An idle connection is closed before the other side does that, or the next request would meet one that is gone. */
const IDLE_MS = 2000;

const upstream = process.env.UPSTREAM ?? '';
const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
const server = createServer((incoming, response) => {
  const { authorization, 'content-type': type, 'content-length': length } = incoming.headers;
  const onward = request(
    upstream + incoming.url,
    { agent, method: 'POST', headers: { authorization, 'content-type': type, 'content-length': length } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
});
// Whoever measures has pauses, and keeps their connections over these.
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) {
    process.stdout.write(`http://127.0.0.1:${address.port}\n`);
  }
});
