import { connect, type Socket } from "node:net";

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  /** Sent as they are, in this order, doubled or not. `host` and `connection: close` are added. */
  readonly headers?: readonly (readonly [string, string])[];
  /** Without its length, which is then added. Absent: no body and no length. */
  readonly body?: string | Uint8Array;
}

/** Sends a request that `fetch` would not send, and resolves with what is answered before the connection ends. */
export async function sendRaw(url: string, request: RawRequest): Promise<RawAnswer> {
  const { method = "POST", path, headers = [], body } = request;
  const { host } = new URL(url);
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(headers.some(([name]) => name === "host") ? [] : [`host: ${host}`]),
    "connection: close",
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(bytes === undefined ? [] : [`content-length: ${bytes.byteLength}`]),
  ];
  const socket = openSocket(url);
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  if (bytes !== undefined) socket.write(bytes);
  return readAnswer(socket);
}

/** A connection to a server, over which a test writes what it likes. */
export function openSocket(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port) });
}

/** Sends the head of a webhook and asks to go on: when the server says so, it has begun with it. */
export function askToSend(
  url: string,
  source: string,
  headers: Readonly<Record<string, string>>,
  bytes: number,
): { readonly socket: Socket; readonly toldToGoOn: Promise<string> } {
  const socket = openSocket(url);
  const toldToGoOn = new Promise<string>((resolve) =>
    socket.once("data", (data) => resolve(data.toString())),
  );
  const lines = Object.entries({ ...headers, "content-length": bytes }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(
    [`POST /webhooks/${source} HTTP/1.1`, "host: localhost", "expect: 100-continue", "connection: close"]
      .concat(lines, "", "")
      .join("\r\n"),
  );
  return { socket, toldToGoOn };
}

/** Reads one answer up to the end of the connection. */
export async function readAnswer(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("close", () => resolve());
    // A server that answers before it has read everything may cut the connection: what it said first counts.
    socket.on("error", (error) => (chunks.length === 0 ? reject(error) : resolve()));
  });
  const [head, body] = splitOnce(Buffer.concat(chunks).toString("latin1"), "\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Headers(lines.map((line): [string, string] => splitOnce(line, ": ")));
  const isChunked = headers.get("transfer-encoding") === "chunked";
  return { status: Number(statusLine.split(" ")[1]), headers, body: isChunked ? joinChunks(body) : body };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function joinChunks(body: string): string {
  const [sizeLine, rest] = splitOnce(body, "\r\n");
  const size = Number.parseInt(sizeLine, 16);
  return size > 0 ? rest.slice(0, size) + joinChunks(rest.slice(size + 2)) : "";
}
