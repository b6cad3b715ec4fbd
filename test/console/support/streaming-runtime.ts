import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { functionUrlEvent, orBadGateway } from "./function-url.ts";

// What Lambda does with a function that streams: its runtime's global, the bundle, and a Function URL before it. In a process
// of its own, as an instance is. `POST /invoke` beside it is Lambda's own API, which waits for nothing.
type Handler = (event: unknown, stream: Writable, context: object) => Promise<void>;

interface Prelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

/** Status and headers leave with the first bytes of the body, and not before: as with Lambda. */
class ResponseStream extends Writable {
  #prelude: Prelude | undefined;
  readonly #response: ServerResponse | undefined;

  constructor(response?: ServerResponse) {
    super();
    this.#response = response;
    this.on("error", () => undefined); // Lambda tells nobody but who is writing
    response?.once("close", () => {
      if (!response.writableEnded) this.destroy(new Error("the client is gone"));
    });
  }

  begin(prelude: Prelude): void {
    this.#prelude = prelude;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#head();
    if (this.#response === undefined || chunk.byteLength === 0) done();
    else this.#response.write(chunk, done);
  }

  override _final(done: () => void): void {
    if (this.#response === undefined) return done();
    this.#response.end(done); // who never wrote has sent no prelude
  }

  #head(): void {
    const prelude = this.#prelude;
    if (prelude === undefined || this.#response?.headersSent !== false) return;
    const { statusCode, headers, cookies } = prelude;
    this.#response.writeHead(statusCode, {
      ...headers,
      ...(cookies.length > 0 && { "set-cookie": [...cookies] }),
    });
    this.#response.flushHeaders();
  }
}

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => handler,
    HttpResponseStream: {
      from(stream: ResponseStream, prelude: Prelude) {
        stream.begin(JSON.parse(JSON.stringify(prelude)) as Prelude); // safe: it is written as JSON
        return stream;
      },
    },
  },
});

const [, , file = "", timeout = "900000", caller] = process.argv;
const { handler } = (await import(pathToFileURL(file).href)) as { readonly handler: Handler }; // safe: every entry exports its handler
let count = 0;

async function invoke(event: unknown, stream: ResponseStream): Promise<void> {
  count += 1;
  const deadline = Date.now() + Number(timeout);
  await handler(event, stream, {
    awsRequestId: `request-${count}`,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}

const server = createServer(
  orBadGateway(async (request, response) => {
    if (request.url !== "/invoke") {
      return invoke(await functionUrlEvent(request, caller), new ResponseStream(response));
    }
    const event: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.writeHead(202).end();
    await invoke(event, new ResponseStream());
  }),
);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
