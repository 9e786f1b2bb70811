/**
 * The least that anything between a caller and the upstream can do: takes a request and streams it on. The upstream's
 * address in UPSTREAM; prints its own.
 */
import { createServer, request } from 'node:http';

const upstream = process.env.UPSTREAM ?? '';
const server = createServer((incoming, response) => {
  const { authorization, 'content-type': type, 'content-length': length } = incoming.headers;
  const onward = request(
    upstream + incoming.url,
    { method: 'POST', headers: { authorization, 'content-type': type, 'content-length': length } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) {
    process.stdout.write(`http://127.0.0.1:${address.port}\n`);
  }
});
