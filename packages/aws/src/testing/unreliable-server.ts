import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What a connection does in place of answering: `reset` ends it before the request is carried out, `lose` after, so
 * that nobody hears of it; `hang` leaves it open without a word.
 */
export type Trouble = "reset" | "lose" | "hang";

export interface UnreliableServer {
  readonly endpoint: string;
  /** For the next requests, one each; then all is well. */
  readonly troubles: Trouble[];
  close(): void;
}

/** A real server on loopback in front of a service, for what happens to sockets and not to answers. */
export async function createUnreliableServer(
  carryOut: (request: Request) => Promise<Response>,
): Promise<UnreliableServer> {
  const troubles: Trouble[] = [];
  const server = createServer((incoming, outgoing) => {
    const trouble = troubles.shift();
    if (trouble === "hang") return;
    if (trouble === "reset") return void incoming.socket.destroy();
    void forward(incoming, outgoing, carryOut, trouble === "lose");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    troubles,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  carryOut: (request: Request) => Promise<Response>,
  isLost: boolean,
): Promise<void> {
  const body = Buffer.concat(await incoming.toArray());
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const response = await carryOut(new Request(url, { method: incoming.method ?? "POST", headers, body }));
  const answer = Buffer.from(await response.arrayBuffer());
  if (isLost) incoming.socket.destroy();
  else outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(answer);
}
