import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on a free port of this machine. */
export async function serveOnLoopback(server: Server): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** A server that answers each request as a service at the wire does. `undefined` cuts the connection. */
export function createServiceServer(handle: (request: Request) => Promise<Response | undefined>): Server {
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer); // safe: no encoding is set
    const { method = "GET", url = "/", headers } = incoming;
    const body = method === "GET" || method === "HEAD" ? undefined : Buffer.concat(chunks);
    const request = new Request(new URL(url, "http://localhost"), {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(body !== undefined && { body }),
    });
    const response = await handle(request);
    if (response === undefined) return void incoming.socket.destroy();
    const content = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(content);
  };
  return createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500).end(error instanceof Error ? error.message : "unknown");
    });
  });
}
