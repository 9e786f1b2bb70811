import net, { type AddressInfo } from 'node:net';

/**
 * A way to a server that can begin to swallow everything, as a firewall does that forgot a connection: neither side
 * is told. After `dbListenTest` and `halfOpenProxy` of pg-boss.
 */
export async function startHalfOpenProxy(targetSocketPath: string) {
  let swallows: 'nothing' | 'old connections' | 'everything' = 'nothing';
  const pairs = new Set<{ lost: boolean; sockets: readonly net.Socket[] }>();
  const server = net.createServer((near) => {
    const far = net.connect(targetSocketPath);
    const pair = { lost: false, sockets: [near, far] };
    pairs.add(pair);
    const passes = () => !pair.lost && swallows !== 'everything';
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => void (passes() && to.write(bytes)));
      from.on('error', () => undefined);
      from.on('close', () => void (passes() && to.destroy()));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** What is connected now hears nothing any more; new connections may work. */
    swallow: (what: 'old connections' | 'everything') => {
      swallows = what;
      for (const pair of pairs) pair.lost = true;
    },
    pass: () => {
      swallows = 'nothing';
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
