import { expect, test } from "vitest";
import { createApiClient } from "./api-client.ts";
import { askGraphql } from "../client/graphql.ts";
import { textAt } from "./answer.ts";
import { redact } from "./redact.ts";
import { retryAfterSeconds } from "./retry-after.ts";

const now = new Date("2026-05-01T12:00:00Z");

function clientOf(answer: (url: string) => Response, waits: number[] = []) {
  const asked: string[] = [];
  const client = createApiClient({
    provider: "Acme",
    base: "https://api.acme.example",
    headers: { authorization: "Bearer key-of-acme" },
    secrets: ["key-of-acme"],
    permissions: "everything",
    keyVariable: "HOOKYARD_API_KEY_ACME",
    fetch: async (input) => {
      const url = input instanceof Request ? input.url : input.toString();
      asked.push(url);
      return answer(url);
    },
    now: () => now,
    wait: async (milliseconds) => void waits.push(milliseconds),
    signal: new AbortController().signal,
  });
  return { client, asked };
}

test("a page's link to another host is not followed with the key", async () => {
  const { client, asked } = clientOf(() => Response.json({}));

  await expect(
    client.send({ does: "list", method: "GET", path: "https://evil.example/next" }, () => undefined),
  ).rejects.toMatchObject({ code: "api_answer_invalid" });
  expect(asked).toEqual([]);
});

test("what is not repeatable is sent once, also when the provider fails", async () => {
  const { client, asked } = clientOf(() => new Response("", { status: 500 }));

  await expect(
    client.send({ does: "create", method: "POST", path: "/x" }, () => undefined),
  ).rejects.toMatchObject({
    code: "api_failed",
  });
  expect(asked).toHaveLength(1);
});

test("a wait of more than two minutes is not waited for", async () => {
  const waits: number[] = [];
  const { client } = clientOf(
    () => new Response("", { status: 429, headers: { "retry-after": "3600" } }),
    waits,
  );

  await expect(
    client.send({ does: "list", method: "GET", path: "/x" }, () => undefined),
  ).rejects.toMatchObject({
    code: "api_rate_limited",
  });
  expect(waits).toEqual([]);
});

test("403 with a time to wait is a rate limit, as GitHub has it", async () => {
  const waits: number[] = [];
  let isFirst = true;
  const { client } = clientOf(() => {
    const answer = isFirst
      ? new Response("", { status: 403, headers: { "retry-after": "3" } })
      : Response.json({ id: "x" });
    isFirst = false;
    return answer;
  }, waits);

  expect(
    await client.send({ does: "list", method: "GET", path: "/x" }, ({ json }) => textAt(json, "id")),
  ).toBe("x");
  expect(waits).toEqual([3_000]);
});

test("an answer that is too large is not read to its end", async () => {
  const chunk = new Uint8Array(1024 ** 2);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(chunk);
    },
  });
  const { client } = clientOf(() => new Response(endless));

  await expect(
    client.send({ does: "list", method: "GET", path: "/x" }, () => undefined),
  ).rejects.toMatchObject({
    code: "api_answer_invalid",
  });
  expect(sent).toBeLessThan(40);
});

test("a field that is missing is named by its path, without its neighbours' values", async () => {
  const { client } = clientOf(() => Response.json({ data: { secret: "whsec_hidden" } }));

  const error: unknown = await client
    .send({ does: "read", method: "GET", path: "/x" }, ({ json }) => textAt(json, "data.id"))
    .catch((thrown: unknown) => thrown);

  expect(String(error)).toContain("data.id");
  expect(String(error)).not.toContain("whsec_hidden");
});

test("ids beyond 2^53 keep every digit", async () => {
  const { client } = clientOf(() => new Response('{"id":151838914369953801}'));

  const id = await client.send({ does: "read", method: "GET", path: "/x" }, ({ json }) => textAt(json, "id"));

  expect(id).toBe("151838914369953801");
});

test.each([
  ["as it is", "key-of-acme+/="],
  ["percent-encoded", encodeURIComponent("key-of-acme+/=")],
  ["in base64", Buffer.from("key-of-acme+/=").toString("base64")],
])("a secret is blacked out %s", (_how, form) => {
  expect(redact(`before ${form} after`, ["key-of-acme+/="])).toBe("before [secret] after");
});

test.each<[Record<string, string>, number | undefined]>([
  [{ "retry-after": "7" }, 7],
  [{ "retry-after": "Fri, 01 May 2026 12:00:30 GMT" }, 30],
  [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now.getTime() / 1000 + 60) }, 60],
  [{ "x-ratelimit-remaining": "5", "x-ratelimit-reset": String(now.getTime() / 1000 + 60) }, undefined],
  [{}, undefined],
])("%j asks to wait %s seconds", (headers, expected) => {
  expect(retryAfterSeconds(new Headers(headers), now)).toBe(expected);
});

test.each([
  ["in the middle of where its words are cut", `${"x".repeat(195)}key-of-acme`],
  ["over lines", "you sent\nkey-of-acme\n"],
  ["inside JSON", JSON.stringify({ sent: "key-of-acme" })],
])("a provider that says the key back, %s, is quoted without any part of it", async (_where, message) => {
  const { client } = clientOf(() => Response.json({ message }, { status: 400 }));

  const error = await client.send({ does: "list", method: "GET", path: "/x" }, () => undefined).catch(String);

  expect(error).toContain("It says");
  expect(error).not.toMatch(/key-o|of-acme/);
});

test("a refusal of GraphQL, which is a 200, is quoted without the key and without what the call carried", async () => {
  const message = `Bearer key-of-acme may not set ${"x".repeat(160)} our-secret`;
  const { client } = clientOf(() => Response.json({ errors: [{ message }] }));

  const error = await askGraphql(
    client,
    "Acme",
    { does: "create", path: "/graphql", query: "{}", variables: {}, secrets: ["our-secret"] },
    () => undefined,
  ).catch(String);

  expect(error).toContain("It says");
  expect(error).not.toMatch(/key-of-acme|our-se/);
});

test("a key of several lines is blacked out also where it comes back on one", () => {
  const pem = "-----BEGIN KEY-----\nAAAA\nBBBB\n-----END KEY-----";

  expect(redact(`sent: ${JSON.stringify(pem)}`, [pem])).toBe('sent: "[secret]"');
});
