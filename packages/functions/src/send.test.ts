import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { PermanentError, RetryAfterError } from "@hookyard/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "./send.ts";

interface Received {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

const received: Received[] = [];
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    received.push({ method: request.method, headers: request.headers, body: JSON.parse(text) });
    const status = Number(request.url?.slice(1, 4));
    const after = /after=([^&]*)/.exec(request.url ?? "")?.[1];
    response
      .writeHead(status, { location: "/200", ...(after !== undefined && { "retry-after": after }) })
      .end("{}");
  });
});

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const context = { idempotencyKey: "key-1", signal: AbortSignal.timeout(5000) };

function sendTo(path: string): Promise<void> {
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return send({ url: new URL(`http://127.0.0.1:${port}${path}`), body: { a: 1 }, context });
}

describe("send", () => {
  test("posts JSON with the key that makes a repetition harmless", async () => {
    await sendTo("/200");

    expect(received.at(-1)).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "key-1" },
      body: { a: 1 },
    });
  });

  test.each([
    ["/429?after=7", 7],
    ["/503?after=120", 120],
    ["/429", 30],
    ["/429?after=soon", 30],
  ])("asks for another attempt when the receiver says: %s", async (path, seconds) => {
    await expect(sendTo(path)).rejects.toMatchObject({ code: "retry_after", seconds });
    await expect(sendTo(path)).rejects.toBeInstanceOf(RetryAfterError);
  });

  test.each(["/400", "/401", "/404", "/410", "/422"])("gives up on %s", async (path) => {
    await expect(sendTo(path)).rejects.toBeInstanceOf(PermanentError);
  });

  test.each(["/408", "/409", "/500", "/502"])("leaves %s to the retry policy", async (path) => {
    const failure = await sendTo(path).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toHaveProperty("code");
  });

  test("follows no redirect, and never tells the path", async () => {
    await expect(sendTo("/302")).rejects.toThrow();
    await expect(sendTo("/404?token=hunter2")).rejects.not.toThrow(/hunter2/);
  });
});
