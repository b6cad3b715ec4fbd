import { createServer, type Server } from "node:http";
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
  /** Takes no new connection; resolves when the last request is answered, or cuts off after `graceMilliseconds`. */
  close(graceMilliseconds: number): Promise<void>;
}

/** Serves an app. Rejects with `EngineError` `port_taken` or `port_refused`. */
export async function listen({ fetch, host, port, what, limits }: ListenOptions): Promise<Listening> {
  const answer = getRequestListener(fetch); // answers its own errors
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMilliseconds,
      requestTimeout: limits.requestTimeoutMilliseconds,
      keepAliveTimeout: limits.keepAliveTimeoutMilliseconds,
      connectionsCheckingInterval: 1_000,
      noDelay: true,
    },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  server.maxConnections = limits.maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(listenError(error, { host, port, what })));
    server.listen({ host, port, backlog: 4096 }, resolve);
  });
  return { url: urlOf(server, host), close: (grace) => close(server, grace) };
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
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
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
