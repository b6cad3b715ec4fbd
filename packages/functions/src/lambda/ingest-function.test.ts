import { type BusEntry, defineProvider, defineRouter, type PublishResult, source } from "@hookyard/core";
import { readRequestRecord } from "@hookyard/core/ingest/request-record";
import { github } from "@hookyard/core/provider/github";
import { hmac } from "@hookyard/core/scheme/hmac";
import { prefixed } from "@hookyard/core/scheme/signature-format";
import { signWebhook } from "@hookyard/core/testing";
import type { LambdaEvent } from "hono/aws-lambda";
import { describe, expect, test } from "vitest";
import { createIngestFunction } from "./ingest-function.ts";
import type { RefusedToKeep } from "./ingest-observer.ts";

const secret = "a secret";
const now = (): Date => new Date("2026-05-01T10:00:00Z");
const host = "abc123.lambda-url.eu-west-1.on.aws";
const secrets = [secret];

/** Takes any bytes at all, so that what reaches the verifier can be looked at. */
const raw = defineProvider({
  id: "raw",
  name: "Raw",
  docs: "https://example.com",
  scheme: hmac({ signature: "x-signature", format: prefixed("sha256=") }),
  body: (body) => ({ hex: Buffer.from(body).toString("hex") }),
  identify: () => ({ id: "1", type: "raw", time: undefined }),
  horizonSeconds: 60,
  domain: {},
});

const router = defineRouter({
  sources: { github: source(github), raw: source(raw) },
  consumers: { all: { on: ["*"] } },
});

function createWorld(
  publish: (entries: readonly BusEntry[]) => readonly PublishResult[] = (entries) =>
    entries.map(() => ({ status: "accepted" })),
  keepRefused: (refused: RefusedToKeep) => Promise<void> = async () => undefined,
) {
  const published: BusEntry[] = [];
  const lines: (readonly unknown[])[] = [];
  const deadlines: number[] = [];
  const handler = createIngestFunction({
    router,
    secrets: () => secrets,
    bus: {
      async publish(entries) {
        published.push(...entries);
        return publish(entries);
      },
    },
    telemetry: {
      log: (...line) => void lines.push(["log", ...line]),
      count: (...line) => void lines.push(["count", ...line]),
      begin: ({ awsRequestId }) => void lines.push(["begin", awsRequestId]),
    },
    keepRefused,
    startRequest: (deadline) => void deadlines.push(deadline),
    now,
  });
  const invoke = (event: unknown) =>
    handler(event as LambdaEvent, { awsRequestId: "r-1", getRemainingTimeInMillis: () => 25_000 });
  return { invoke, published, lines, deadlines };
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly isBase64Encoded?: boolean;
}

/** As a Function URL sends it; the payload format 2.0 of HTTP APIs is the same. */
function functionUrlEvent({ path, method = "POST", headers = {}, body, isBase64Encoded = false }: Sent) {
  const [rawPath = "", rawQueryString = ""] = path.split("?");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers: { ...headers, host, "x-forwarded-proto": "https", "x-forwarded-port": "443" },
    requestContext: {
      accountId: "anonymous",
      apiId: "abc123",
      domainName: host,
      domainPrefix: "abc123",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "test" },
      requestId: "6e0f1c9c",
      routeKey: "$default",
      stage: "$default",
      time: "01/May/2026:10:00:00 +0000",
      timeEpoch: 1_777_629_600_000,
    },
    ...(body !== undefined && {
      body: Buffer.from(body).toString(isBase64Encoded ? "base64" : "utf8"),
    }),
    isBase64Encoded,
  };
}

async function signed(sourceName: "github" | "raw", body: Uint8Array, isBase64Encoded: boolean) {
  const path = `/webhooks/${sourceName}`;
  const request = await signWebhook(sourceName === "github" ? github : raw, {
    secret,
    url: `https://${host}${path}`,
    headers: { "x-github-event": "push", "x-github-delivery": "d-1", "content-type": "application/json" },
    body,
    now: now(),
  });
  return functionUrlEvent({ path, headers: request.headers, body, isBase64Encoded });
}

describe("an HTTP event", () => {
  test.each([true, false])("brings the bytes that were sent, base64 %s", async (isBase64Encoded) => {
    const { invoke, published, lines } = createWorld();
    const body = new TextEncoder().encode('{"ref":"refs/heads/main","é":"😀"}');

    const answer = await invoke(await signed("github", body, isBase64Encoded));

    expect(answer).toMatchObject({
      statusCode: 200,
      body: JSON.stringify({ id: published[0]?.event.id, status: "accepted" }),
      isBase64Encoded: false,
      headers: { "content-type": "application/json" },
    });
    expect(lines[0]).toEqual(["begin", "r-1"]);
    expect(lines.at(-1)).toMatchObject([
      "count",
      { Accepted: 1 },
      { source: "github" },
      { type: "github.push" },
    ]);
  });

  test("in base64 reaches the verifier as bytes, though they are no UTF-8", async () => {
    const { invoke, published } = createWorld();
    const body = Uint8Array.from([0x00, 0xff, 0xfe, 0xc3, 0x28, 0x80, 0x0a, 0x0d]);

    const answer = await invoke(await signed("raw", body, true));

    expect(answer.statusCode).toBe(200);
    expect(published[0]?.text).toContain('"hex":"00fffec328800a0d"');
  });

  test("goes on with how it came, without what proved its sender", async () => {
    const { invoke, published } = createWorld();

    await invoke(await signed("github", new TextEncoder().encode("{}"), false));

    const record = readRequestRecord(published[0]?.request ?? "");
    expect(record).toMatchObject({ method: "POST", url: `https://${host}/webhooks/github`, secretIndex: 0 });
    expect(record.headers).toContainEqual(["x-hub-signature-256", "[redacted]"]);
    expect(record.headers).toContainEqual(["x-github-event", "push"]);
  });

  test("gives the bus the time that is left, but for the answer", async () => {
    const { invoke, deadlines } = createWorld();

    await invoke(functionUrlEvent({ path: "/healthz", method: "GET" }));

    expect(deadlines).toEqual([now().getTime() + 24_000]);
  });

  test("that was not stored is told so, to be sent again", async () => {
    const { invoke, lines } = createWorld((entries) =>
      entries.map(() => ({ status: "refused", reason: "storage_failed" })),
    );

    const answer = await invoke(await signed("github", new TextEncoder().encode("{}"), false));

    expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "5" } });
    expect(lines).toContainEqual([
      "count",
      { NotStored: 1 },
      { source: "github" },
      expect.objectContaining({ reason: "storage_failed" }),
    ]);
  });

  test.each([
    [{ path: "/webhooks/nobody" }, 404],
    [{ path: "/webhooks/github", method: "PUT" }, 405],
    [{ path: "/webhooks/github", body: new TextEncoder().encode("{}") }, 401],
    [{ path: "/webhooks/github" }, 401],
    [{ path: "/", method: "GET" }, 404],
    [{ path: "/webhooks/raw", body: new Uint8Array(6 * 1024 ** 2 + 1), isBase64Encoded: true }, 413],
  ])("%# is refused as on every engine", async (sent, status) => {
    expect((await createWorld().invoke(functionUrlEvent(sent))).statusCode).toBe(status);
  });

  test.each([[{}], [{ version: "2.0", rawPath: "/webhooks/github" }], [{ Records: [] }]])(
    "that is none is refused, and nothing is thrown: %j",
    async (event) => {
      const answer = await createWorld().invoke(event);

      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    },
  );
});

describe("a refused request", () => {
  test("is kept before the answer, with its bytes", async () => {
    const kept: RefusedToKeep[] = [];
    const { invoke } = createWorld(undefined, async (refused) => {
      await new Promise(setImmediate);
      kept.push(refused);
    });

    await invoke(functionUrlEvent({ path: "/webhooks/github?a=1", body: new TextEncoder().encode("{ }") }));

    expect(kept).toMatchObject([
      { source: "github", code: "signature_invalid", request: { method: "POST" } },
    ]);
    expect(new TextDecoder().decode(kept[0]?.request.body)).toBe("{ }");
    expect(kept[0]?.request.url).toBe(`https://${host}/webhooks/github?a=1`);
  });

  test("of no source is counted and not kept", async () => {
    const kept: RefusedToKeep[] = [];
    const { invoke, lines } = createWorld(undefined, async (refused) => void kept.push(refused));

    await invoke(functionUrlEvent({ path: "/webhooks/somebody", body: new TextEncoder().encode("{}") }));

    expect(kept).toEqual([]);
    expect(lines).toContainEqual([
      "count",
      { Refused: 1 },
      { source: "(unknown)" },
      expect.objectContaining({ reason: "source_unknown" }),
    ]);
  });

  test("that cannot be kept is refused all the same, and the next is none the worse", async () => {
    const { invoke, lines } = createWorld(undefined, async () => {
      throw new TypeError("the table is gone");
    });
    const event = functionUrlEvent({ path: "/webhooks/github", body: new TextEncoder().encode("{}") });

    expect((await invoke(event)).statusCode).toBe(401);
    expect((await invoke(event)).statusCode).toBe(401);
    expect(lines.filter(([kind]) => kind === "log")).toEqual([
      ["log", "warn", "a refused request could not be kept", { error: "TypeError" }],
      ["log", "warn", "a refused request could not be kept", { error: "TypeError" }],
    ]);
  });
});
