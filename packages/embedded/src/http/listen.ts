import { createServer, type Server } from "node:http";
import type { ListenOptions as ListenAddress, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { EngineError } from "../errors.ts";

export interface ListenOptions {
  /** A Hono app's `fetch`. */
  readonly fetch: Parameters<typeof getRequestListener>[0];
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly what: string;
  readonly limits: ServerLimits;
  /**
   * `first`: other threads of this process may listen on the port too; `more`: this is one of them. The system then
   * gives each new connection to one of them.
   */
  readonly sharing?: "first" | "more";
}

export interface ServerLimits {
  readonly maxHeaderBytes: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeoutMilliseconds: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestTimeoutMilliseconds: number;
  /** How long a connection may be idle between two requests. */
  readonly keepAliveTimeoutMilliseconds: number;
  readonly maxConnections: number;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Connections that are open now. */
  connections(): number;
  /** Ends every second connection that is open now, with its next answer: its sender's next one may go to another thread. */
  shed(): void;
  /** Takes no new connection; resolves when the last request is answered, or cuts off after `graceMilliseconds`. */
  close(graceMilliseconds: number): Promise<void>;
}

/** Serves an app. Rejects with `EngineError` `port_taken` or `port_refused`. */
export async function listen({
  fetch,
  host,
  port,
  what,
  limits,
  sharing,
}: ListenOptions): Promise<Listening> {
  const answer = getRequestListener(fetch); // answers its own errors
  const open = new Set<Socket>();
  let leaving = new WeakSet<Socket>();
  let isShedding = false;
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMilliseconds,
      requestTimeout: limits.requestTimeoutMilliseconds,
      keepAliveTimeout: limits.keepAliveTimeoutMilliseconds,
      connectionsCheckingInterval: 1_000,
      noDelay: true,
    },
    (incoming, outgoing) => {
      if (isShedding && leaving.has(incoming.socket)) outgoing.setHeader("connection", "close");
      void answer(incoming, outgoing);
    },
  );
  server.maxConnections = limits.maxConnections;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  try {
    // A port that is shared can be joined by whoever runs as the same user: taken is found out without sharing.
    if (sharing === "first" && port !== 0) await bind(createServer(), { host, port }).then(unbind);
    await bind(server, { host, port, backlog: 4096, ...(sharing !== undefined && { reusePort: true }) });
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, { host, port, what }); // safe: `bind` rejects with the server's
  }
  return {
    url: urlOf(server, host),
    port: portOf(server),
    connections: () => open.size,
    shed() {
      leaving = new WeakSet([...open].filter((_, index) => index % 2 === 0));
      isShedding = true;
    },
    close: (grace) => close(server, grace),
  };
}

function bind(server: Server, options: ListenAddress): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.removeListener("error", reject);
      resolve(server);
    });
  });
}

function unbind(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Connections that are in use now are idle a moment later, and kept alive would hold up the end: looked for this often. */
const idleMilliseconds = 25;

function close(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), idleMilliseconds);
    const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function urlOf(server: Server, host: string): string {
  const port = portOf(server);
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function listenError(
  error: NodeJS.ErrnoException,
  { host, port, what }: { readonly host: string; readonly port: number; readonly what: string },
): EngineError {
  const flag = what === "operator" ? "--operator-port" : "--port";
  if (error.code === "EADDRINUSE") {
    return new EngineError(
      "port_taken",
      `port ${port} on ${host} is taken. Choose another with ${flag}, or stop what listens there`,
      { cause: error },
    );
  }
  return new EngineError("port_refused", `cannot listen on ${host}:${port}: ${error.message}`, {
    cause: error,
  });
}
