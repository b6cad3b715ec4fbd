import http, { type IncomingMessage } from "node:http";
import https from "node:https";

/** An answer, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface ExchangeOptions {
  readonly endpoint: URL;
  readonly maxSockets: number;
  readonly connectionTimeoutMilliseconds: number;
  /** Of the whole exchange. */
  readonly requestTimeoutMilliseconds: number;
}

/** Sends a body and answers what came back. Rejects with a `TimeoutError`, or as the connection failed. */
type Exchange = (headers: Readonly<Record<string, string>>, body: Buffer) => Promise<Answer>;

/** `POST` to one address over connections that are kept. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { endpoint, maxSockets, connectionTimeoutMilliseconds, requestTimeoutMilliseconds } = options;
  const isSecure = endpoint.protocol === "https:";
  const { Agent } = isSecure ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets });
  const target = {
    method: "POST",
    hostname: endpoint.hostname,
    port: endpoint.port === "" ? undefined : endpoint.port,
    path: "/",
    agent,
  };
  return (headers, body) =>
    new Promise((resolve, reject) => {
      const request = (isSecure ? https : http).request({ ...target, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () => {
          clearTimeout(whole);
          const answered = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered });
        });
      });
      const giveUp = (what: string): void => {
        request.destroy(new DOMException(`${endpoint.hostname}: ${what}`, "TimeoutError"));
      };
      const whole = setTimeout(
        () => giveUp(`no answer within ${requestTimeoutMilliseconds} ms`),
        requestTimeoutMilliseconds,
      );
      function fail(error: Error): void {
        clearTimeout(whole);
        reject(error);
      }
      request.on("error", fail);
      request.on("socket", (socket) => {
        if (!socket.connecting) return;
        const connecting = setTimeout(
          () => giveUp(`no connection within ${connectionTimeoutMilliseconds} ms`),
          connectionTimeoutMilliseconds,
        );
        const settle = (): void => clearTimeout(connecting);
        socket.once(isSecure ? "secureConnect" : "connect", settle).once("close", settle);
      });
      request.end(body);
    });
}
