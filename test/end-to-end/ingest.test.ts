import { readOwner } from "@hookyard/embedded";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOperator } from "../support/hookyard-process.ts";
import { askToSend, openSocket, readAnswer, sendRaw } from "../support/raw-http.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { bodyMarker, compose, senders, slackSender, stripeSender } from "./senders.ts";

let hookyard: FiveProviders;
beforeAll(async () => {
  hookyard = await startFiveProviders();
});
afterAll(() => hookyard.remove());

const maxBytes = 10 * 1024 ** 2;
const problem = "application/problem+json";

/** A signed Stripe event of exactly so many bytes. */
async function signedOfSize(bytes: number) {
  const { headers, body } = compose(stripeSender);
  const filler = "x".repeat(bytes - Buffer.byteLength(body) - ',"filler":""'.length);
  const unsigned = { headers, body: `${body.slice(0, -1)},"filler":"${filler}"}` };
  return signed(stripeSender, { unsigned });
}

function inChunks(body: string): ReadableStream {
  const bytes = Buffer.from(body);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.byteLength) return controller.close();
      controller.enqueue(bytes.subarray(sent, (sent += 64 * 1024)));
    },
  });
}

describe("a source that there is not", () => {
  test.each(["nobody", "__proto__", "constructor", "toString", "Stripe", "stripe%00", "%2e%2e", "ž"])(
    "%s is answered 404 source_unknown",
    async (source) => {
      const response = await hookyard.send(source, await signed(stripeSender));

      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toBe(problem);
      expect(await response.json()).toMatchObject({ status: 404, code: "source_unknown" });
    },
  );
});

describe("a method that is not POST", () => {
  const methods = ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"];
  const pairs = senders.flatMap(({ source }) => methods.map((method) => [method, source] as const));

  test.each(pairs)("%s at %s is answered 405 method_not_allowed", async (method, source) => {
    const response = await hookyard.send(source, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
    expect(response.headers.get("content-type")).toBe(problem);
    expect(await response.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  });

  test("HEAD is answered the same without a body", async () => {
    const response = await hookyard.send("stripe", { method: "HEAD" });

    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await response.text()).toBe("");
  });
});

describe("the size of a body", () => {
  test("10 MiB are accepted", async () => {
    const response = await hookyard.send("stripe", await signedOfSize(maxBytes));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "accepted" });
  });

  test("10 MiB in chunks are accepted", async () => {
    const { headers, body } = await signedOfSize(maxBytes);

    const response = await hookyard.send("stripe", { headers, body: inChunks(body) });

    expect(response.status).toBe(200);
  });

  test("a byte more, as announced, is answered 413 before it is sent", async () => {
    const socket = openSocket(hookyard.url);
    socket.write(
      `POST /webhooks/stripe HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${maxBytes + 1}\r\n\r\n`,
    );

    const answer = await readAnswer(socket);

    expect(answer.status).toBe(413);
    expect(answer.headers.get("content-type")).toBe(problem);
    expect(answer.headers.get("connection")).toBe("close");
    expect(JSON.parse(answer.body)).toMatchObject({ status: 413, code: "body_too_large" });
  });

  test("a byte more, in chunks, is answered 413", async () => {
    const { headers, body } = await signedOfSize(maxBytes + 1);

    const response = await hookyard.send("stripe", { headers, body: inChunks(body) });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "body_too_large" });
  });

  test("a source may take less: a byte more than its own limit is answered 413", async () => {
    const { headers, body } = compose(stripeSender);
    const padded = (bytes: number) => ({
      headers,
      body: `{"id":"evt_padded","type":"a"}`.padEnd(bytes, " "),
    });
    expect(body.length).toBeGreaterThan(1_000);

    const most = await hookyard.send("small", await signed(stripeSender, { unsigned: padded(1_000) }));
    const more = await hookyard.send("small", await signed(stripeSender, { unsigned: padded(1_001) }));

    expect([most.status, more.status]).toEqual([200, 413]);
  });
});

describe("a body that is rightly signed and not what is documented", () => {
  test.each([
    ["nothing", ""],
    ["text", bodyMarker],
    ["half of a JSON object", '{"id":"evt_1"'],
    ["two JSON objects", "{}{}"],
    ["JSON that is nested too deep", "[".repeat(20_000) + "]".repeat(20_000)],
  ])("%s is answered 400 body_malformed", async (_what, body) => {
    const { headers } = compose(stripeSender);
    const delivery = await signed(stripeSender, { unsigned: { headers, body } });

    const response = await hookyard.send("stripe", delivery);

    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe(problem);
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "The body is not what this source sends",
      status: 400,
      code: "body_malformed",
    });
  });
});

describe("requests that no sender makes", () => {
  const signedHead = async (lines: readonly string[]): Promise<string> => {
    const { headers, body } = await signed(stripeSender);
    const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return ["POST /webhooks/stripe HTTP/1.1", "host: localhost"].concat(own, lines, "", body).join("\r\n");
  };

  test.each([
    ["a header of 20 KB", ["x-flood: ".padEnd(20_000, "x")], 431],
    ["headers of 20 KB together", Array.from({ length: 1_000 }, (_, index) => `x-${index}: flooding`), 431],
    ["two lengths", ["content-length: 5", "content-length: 6"], 400],
    ["a length and chunks", ["content-length: 5", "transfer-encoding: chunked"], 400],
    ["a length below zero", ["content-length: -1"], 400],
    ["a header without a colon", ["what is this"], 400],
  ] as const)("%s are turned away", async (_what, lines, status) => {
    const socket = openSocket(hookyard.url);
    socket.write(await signedHead(lines));

    expect((await readAnswer(socket)).status).toBe(status);
  });

  test("a request line of noise is turned away", async () => {
    const socket = openSocket(hookyard.url);
    socket.write("\u0016\u0003\u0001 hello\r\n\r\n");

    expect((await readAnswer(socket)).status).toBe(400);
  });

  test("a sender that asks before it sends a body is told to go on", async () => {
    const { headers, body } = await signed(stripeSender);
    const { socket, toldToGoOn } = askToSend(hookyard.url, "stripe", headers, Buffer.byteLength(body));

    expect(await toldToGoOn).toMatch(/^HTTP\/1\.1 100 /);
    socket.write(body);
    expect((await readAnswer(socket)).status).toBe(200);
  });

  test("what is left of a refused body is never taken for the next request", async () => {
    const hidden = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
    const socket = openSocket(hookyard.url);
    const refused = new Promise((resolve) => socket.once("data", resolve));
    const answer = readAnswer(socket);
    socket.write(
      `POST /webhooks/nobody HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${hidden.length}\r\n\r\n`,
    );
    await refused;
    socket.write(hidden);

    const { status, headers, body } = await answer;

    expect([status, headers.get("connection")]).toEqual([404, "close"]);
    expect(JSON.parse(body)).toMatchObject({ code: "source_unknown" });
  });
});

describe("Slack's url_verification", () => {
  const unsigned = {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: "url_verification", token: "t", challenge: "<b>challenge</b>" }),
  };

  test("is answered with the challenge, as plain text, and is no event", async () => {
    const response = await hookyard.send("slack", await signed(slackSender, { unsigned }));

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toBe("<b>challenge</b>");
    expect(hookyard.received().filter(({ event }) => event.source === "/webhooks/slack")).toEqual([]);
  });

  test("without a signature is refused", async () => {
    const response = await hookyard.send("slack", unsigned);

    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain("challenge");
  });
});

describe("what the internet reaches", () => {
  test("says that it lives", async () => {
    const response = await fetch(`${hookyard.url}/healthz`);

    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });

  const others = [
    "/",
    "/webhooks",
    "/webhooks/",
    "/webhooks/stripe/more",
    "/metrics",
    "/owner.json",
    "/healthz/x",
  ];
  const operators = ["/v1/overview", "/v1/sources", "/v1/consumers", "/v1/events", "/v1/events/tail"];

  test.each([...others, ...operators, "/v1/dead-letters", "//v1/overview", "/webhooks/../v1/overview"])(
    "does not serve %s, not even to the operator",
    async (path) => {
      const token = await operatorToken();
      const headers = [["authorization", `Bearer ${token}`]] as const;

      const got = await sendRaw(hookyard.url, { method: "GET", path, headers });
      const posted = await sendRaw(hookyard.url, { path, headers, body: "{}" });

      expect([got.status, posted.status]).toEqual([404, 404]);
      expect(JSON.parse(got.body)).toMatchObject({ status: 404 });
    },
  );
});

/** From the file that only the owner of the data directory can read. */
async function operatorToken(): Promise<string> {
  return readOwner(hookyard.dataDirectory)?.operatorToken ?? "";
}

describe("the operator's port", () => {
  const get = async (authorization: string | undefined, host?: string) => {
    const headers: (readonly [string, string])[] = [];
    if (authorization !== undefined) headers.push(["authorization", authorization]);
    if (host !== undefined) headers.push(["host", host]);
    return sendRaw(hookyard.operatorUrl, { method: "GET", path: "/v1/overview", headers });
  };

  test("answers who has the token", async () => {
    const answer = await get(`Bearer ${await operatorToken()}`);

    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { engine: "embedded" }]);
  });

  test.each([undefined, "", "Bearer", "Bearer wrong", `Basic ${btoa("a:b")}`])(
    "answers 401 to %j",
    async (authorization) => {
      const answer = await get(authorization);

      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toMatchObject({ status: 401, code: "unauthorized" });
    },
  );

  test.each([
    "evil.example",
    "evil.example:3001",
    "10.0.0.1",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
  ])("turns away the host %s, whatever token it has", async (host) => {
    const answer = await get(`Bearer ${await operatorToken()}`, host);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "host_refused" });
  });

  test("takes no webhooks", async () => {
    const { headers, body } = await signed(stripeSender);

    const response = await fetch(`${hookyard.operatorUrl}/webhooks/stripe`, {
      method: "POST",
      headers,
      body,
    });

    expect(response.status).toBe(401);
  });
});

test("a server that was sent all that still takes webhooks, and printed nothing of them", async () => {
  const response = await hookyard.send("stripe", await signed(stripeSender));

  expect(response.status).toBe(200);
  const { problems } = await askOperator(hookyard.dataDirectory, (operator) => operator.overview());
  expect(problems.join()).not.toContain("dead letter");
  expect(hookyard.leaked()).toEqual([]);
  expect(hookyard.printed.text()).not.toContain(await operatorToken());
});
