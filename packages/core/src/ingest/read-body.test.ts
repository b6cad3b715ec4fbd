import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ByteBudget } from "./byte-budget.ts";
import { type BodyResult, readIncomingBody } from "./read-body.ts";

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** A server that reads one body, and a connection to it. */
async function createWorld({ maxBytes = 100, timeoutMilliseconds = 20_000, maxBuffered = 100 } = {}) {
  let taken = 0;
  const budget: ByteBudget = {
    take(bytes) {
      if (taken + bytes > maxBuffered) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
  const read = Promise.withResolvers<BodyResult>();
  const ended = Promise.withResolvers<void>();
  const server = createServer((incoming, outgoing) => {
    incoming.on("close", () => ended.resolve());
    void readIncomingBody(incoming, { maxBytes, timeoutMilliseconds, budget }).then((result) => {
      read.resolve(result);
      outgoing.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket: Socket = connect((server.address() as AddressInfo).port, "127.0.0.1"); // safe: it listens on TCP
  socket.on("error", () => undefined);
  await once(socket, "connect");
  opened.push({
    close() {
      socket.destroy();
      server.closeAllConnections();
      server.close();
    },
  });
  return { socket, result: read.promise, ended: ended.promise, taken: () => taken };
}

const head = (length: number): string => `POST / HTTP/1.1\r\nHost: test\r\nContent-Length: ${length}\r\n\r\n`;
const bytes = (result: BodyResult): string =>
  result.kind === "body" ? Buffer.from(result.body).toString() : result.kind;

describe("readIncomingBody", () => {
  test("a body that comes with its headers, and keeps its bytes taken when the sender goes away", async () => {
    const { socket, result, ended, taken } = await createWorld();

    socket.write(`${head(5)}hello`);

    expect(bytes(await result)).toBe("hello");
    socket.destroy();
    await ended;
    expect(taken()).toBe(5); // the caller's to give back
  });

  test("a body that comes in pieces", async () => {
    const { socket, result, taken } = await createWorld();

    socket.write(`${head(10)}hel`);
    while (taken() < 3) await new Promise(setImmediate);
    socket.write("lo you!");

    expect(bytes(await result)).toBe("hello you!");
  });

  test("a body that is still on its way when its time is over", async () => {
    const { socket, result, taken } = await createWorld({ timeoutMilliseconds: 20 });

    socket.write(`${head(10)}hel`);

    expect(bytes(await result)).toBe("timeout");
    expect(taken()).toBe(0);
  });

  test("a body of which nothing has come has its time too", async () => {
    const { socket, result } = await createWorld({ timeoutMilliseconds: 20 });

    socket.write(head(10));

    expect(bytes(await result)).toBe("timeout");
  });

  test("a sender that goes away before the end", async () => {
    const { socket, result, taken } = await createWorld();

    socket.write(`${head(10)}hel`);
    while (taken() < 3) await new Promise(setImmediate);
    socket.destroy();

    expect(bytes(await result)).toBe("aborted");
    expect(taken()).toBe(0);
  });

  test.each([
    ["one body", { maxBytes: 4 }, "too_large"],
    ["all bodies together", { maxBuffered: 4 }, "overloaded"],
  ])("more than %s may hold", async (_what, limits, kind) => {
    const { socket, result, taken } = await createWorld(limits);

    socket.write(
      "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n",
    );

    expect(bytes(await result)).toBe(kind);
    expect(taken()).toBe(0);
  });
});
