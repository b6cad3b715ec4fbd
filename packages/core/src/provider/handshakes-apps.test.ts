import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { HandshakeQuestion, Provider } from "../provider.ts";
import { adobeSign } from "./adobe-sign.ts";
import { dropbox } from "./dropbox.ts";
import { ebay } from "./ebay.ts";
import { microsoftGraph } from "./microsoft-graph.ts";
import { nylas } from "./nylas.ts";
import { okta } from "./okta.ts";
import { smartsheet } from "./smartsheet.ts";
import { strava } from "./strava.ts";
import { surveymonkey } from "./surveymonkey.ts";

const plain = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
const jsonOnly = { "content-type": "application/json", "x-content-type-options": "nosniff" };

interface Ask extends Partial<Pick<HandshakeQuestion, "secrets" | "settings">> {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(
  provider: Provider,
  { method = "GET", query = "", headers = {}, secrets = [], settings = {} }: Ask,
) {
  const url = new URL(`https://hooks.example.com/webhooks/source${query}`);
  return provider.handshakes?.[0]?.({
    request: { method, url: url.href, headers, body: new Uint8Array() },
    url,
    header: (name) => headers[name],
    payload: undefined,
    secrets,
    settings,
  });
}

describe.each([
  ["dropbox", dropbox, { query: "?challenge=%3Cb%3Ex" }],
  ["nylas", nylas, { query: "?challenge=%3Cb%3Ex" }],
  ["microsoft-graph", microsoftGraph, { query: "?validationToken=%3Cb%3Ex", method: "POST" }],
] as const)("%s", (_id, provider, question) => {
  test("gets its challenge back as plain text that nothing may sniff", async () => {
    expect(await ask(provider, question)).toEqual({ status: 200, headers: plain, body: "<b>x" });
  });

  test("is not answered without one, with a huge one, or by another method", async () => {
    expect(await ask(provider, { ...question, query: "" })).toBeUndefined();
    expect(
      await ask(provider, { ...question, query: `${question.query}${"a".repeat(5000)}` }),
    ).toBeUndefined();
    expect(await ask(provider, { ...question, method: "PUT" })).toBeUndefined();
  });
});

test("okta gets the header's value back in JSON, once it is a GET", async () => {
  const headers = { "x-okta-verification-challenge": '"<b>' };

  expect(await ask(okta, { headers })).toEqual({
    status: 200,
    headers: jsonOnly,
    body: '{"verification":"\\"<b>"}',
  });
  expect(await ask(okta, { headers, method: "POST" })).toBeUndefined();
  expect(await ask(okta, {})).toBeUndefined();
});

test("surveymonkey's HEAD is answered, and nothing else", async () => {
  expect(await ask(surveymonkey, { method: "HEAD" })).toEqual({ status: 200 });
  expect(await ask(surveymonkey, { method: "GET" })).toBeUndefined();
});

test("smartsheet gets the header back in a header, where it may stand in one", async () => {
  const headers = { "smartsheet-hook-challenge": "d78dd1d3-01ce-4481-81de-92b4f3aa5ab1" };
  const bad = { "smartsheet-hook-challenge": "a\r\nset-cookie: b" };

  expect(await ask(smartsheet, { method: "POST", headers })).toEqual({
    status: 200,
    headers: { "smartsheet-hook-response": "d78dd1d3-01ce-4481-81de-92b4f3aa5ab1" },
  });
  expect(await ask(smartsheet, { method: "POST", headers: bad })).toBeUndefined();
  expect(await ask(smartsheet, { method: "POST" })).toBeUndefined();
});

describe("strava", () => {
  const query = "?hub.mode=subscribe&hub.challenge=15f7d1a91c1f40f8&hub.verify_token=token";

  test("gets its challenge back in JSON for the right token", async () => {
    expect(await ask(strava, { query, secrets: ["other", "token"] })).toEqual({
      status: 200,
      headers: jsonOnly,
      body: '{"hub.challenge":"15f7d1a91c1f40f8"}',
    });
  });

  test("is refused for another token, and where the source has none", async () => {
    expect(await ask(strava, { query, secrets: ["other"] })).toEqual({ status: 403 });
    expect(await ask(strava, { query: query.replace("=token", "="), secrets: [""] })).toEqual({
      status: 403,
    });
    expect(await ask(strava, { query, secrets: [] })).toEqual({ status: 403 });
    expect(await ask(strava, { query: "?hub.challenge=x", secrets: ["token"] })).toBeUndefined();
  });
});

describe("adobe-sign", () => {
  const headers = { "x-adobesign-clientid": "CBJCHBCAABAA" };

  test("gets its client id back, when it is the right one", async () => {
    expect(await ask(adobeSign, { headers, secrets: ["CBJCHBCAABAA"] })).toEqual({ status: 200, headers });
    expect(await ask(adobeSign, { headers, secrets: ["other"] })).toEqual({ status: 403 });
    expect(await ask(adobeSign, { secrets: ["CBJCHBCAABAA"] })).toBeUndefined();
  });

  test("gets it back with every notification", () => {
    expect(adobeSign.answer?.((name) => ({ "x-adobesign-clientid": "CBJ" })[name])).toEqual({
      status: 200,
      headers: { "x-adobesign-clientid": "CBJ" },
    });
  });
});

describe("ebay", () => {
  const settings = {
    verificationToken: "a token of at least 32 characters",
    url: "https://hooks.example.com/w",
  };

  test("gets a digest of challenge, token and endpoint", async () => {
    const digest = createHash("sha256")
      .update(`c0de${settings.verificationToken}${settings.url}`)
      .digest("hex");

    expect(await ask(ebay, { query: "?challenge_code=c0de", settings })).toEqual({
      status: 200,
      headers: jsonOnly,
      body: JSON.stringify({ challengeResponse: digest }),
    });
  });

  test("is not answered without a challenge or a token", async () => {
    expect(await ask(ebay, { settings })).toBeUndefined();
    expect(await ask(ebay, { query: "?challenge_code=c0de" })).toBeUndefined();
  });
});
