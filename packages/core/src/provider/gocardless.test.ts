import { createHmac } from "node:crypto";
import { parse } from "gocardless-nodejs/webhooks";
import { expect, test } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { gocardless } from "./gocardless.ts";

testProvider({
  provider: gocardless,
  secrets: [freshSecret(), freshSecret()],
  header: "webhook-signature",
  sign: ({ body, secret }) => ({
    "webhook-signature": createHmac("sha256", secret).update(body).digest("hex"),
  }),
});

test("what we sign GoCardless's own library takes apart, and finds the same events", async () => {
  const secret = freshSecret();
  const body = Buffer.from('{"events":[{"id":"EV1"},{"id":"EV2","text":"Zoë 👩‍🚀"}]}');
  const { headers } = await gocardless.scheme.sign({
    method: "POST",
    url: "https://hooks.example.com/",
    headers: {},
    body,
    secret,
    now: new Date(),
    settings: {},
  });

  const theirs = parse(body.toString(), secret, headers["webhook-signature"] ?? "");

  expect(theirs).toEqual(gocardless.split?.(JSON.parse(body.toString())));
});

test.each([[{}], [null], [[]], [{ events: {} }], [{ events: [] }]])("no events in %j", (payload) => {
  expect(gocardless.split?.(payload)).toEqual([]);
});
