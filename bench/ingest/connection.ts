import { type Socket, connect } from "node:net";

/** One keep-alive connection that carries one request at a time. Connects again by itself when it was idle. */
export interface Connection {
  /** Sends request `index`. Only while nothing else is on its way. */
  readonly send: (index: number, request: Buffer) => void;
  readonly close: () => void;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** Can carry a request (again). */
  readonly onIdle: (connection: Connection) => void;
  /** The whole answer to request `index`: status line, headers and body in `text`, one character a byte. */
  readonly onAnswer: (index: number, status: number, text: string, bodyAt: number) => void;
  /** The connection ended before request `index` was answered. */
  readonly onLost: (index: number) => void;
}

const receiveBytes = 8 * 1024;
const reconnectDelayMs = 50;
const nothing = -1;

/** Opens a connection; `onIdle` says when it is there. */
export function openConnection(options: ConnectionOptions): Connection {
  const { onIdle, onAnswer, onLost } = options;
  let current = nothing;
  let received = "";
  let isOffered = false;
  let isClosing = false;
  let socket = open();

  function open(): Socket {
    const buffer = Buffer.allocUnsafeSlow(receiveBytes);
    const onread = { buffer, callback: receive };
    const opened = connect({ host: options.host, port: options.port, noDelay: true, onread });
    opened.on("connect", offer);
    opened.on("error", () => undefined); // `close` follows
    opened.on("close", lost);
    return opened;
  }

  function offer(): void {
    if (isOffered || current !== nothing) return;
    isOffered = true;
    onIdle(connection);
  }

  function receive(byteCount: number, chunk: Uint8Array): boolean {
    // safe: the chunk is the Buffer that `onread` was given
    const text = received + (chunk as Buffer).toString("latin1", 0, byteCount);
    const answer = current === nothing ? undefined : readAnswer(text);
    if (answer === undefined) {
      received = text;
      return true;
    }
    const index = current;
    current = nothing;
    received = "";
    onAnswer(index, answer.status, text, answer.bodyAt);
    if (!answer.closes) offer(); // otherwise `close` follows, and that connects again
    return true;
  }

  function lost(): void {
    const index = current;
    current = nothing;
    received = "";
    if (index !== nothing) onLost(index);
    if (!isClosing) setTimeout(reopen, reconnectDelayMs);
  }

  function reopen(): void {
    if (!isClosing && socket.destroyed) socket = open();
  }

  const connection: Connection = {
    send: (index, request) => {
      isOffered = false;
      current = index;
      reopen();
      socket.write(request);
    },
    close: () => {
      isClosing = true;
      socket.destroy();
    },
  };
  return connection;
}

interface AnswerShape {
  readonly status: number;
  readonly bodyAt: number;
  readonly closes: boolean;
}

/** Where an HTTP/1.1 answer's parts are; `undefined` while it has not come whole. */
function readAnswer(text: string): AnswerShape | undefined {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const bodyAt = headEnd + 4;
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const isWhole =
    length === undefined ? isUnmeasuredWhole(text, status) : text.length >= bodyAt + Number(length);
  if (!isWhole) return undefined;
  return { status, bodyAt, closes: /\r\nconnection: *close/i.test(text.slice(0, headEnd)) };
}

function isUnmeasuredWhole(text: string, status: number): boolean {
  if (/\r\ntransfer-encoding: *chunked/i.test(text)) return text.endsWith("0\r\n\r\n");
  return status === 204 || status === 304;
}
