import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EndpointApi } from "../endpoint/endpoint.ts";
import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { newAccount } from "../testing/fake-account.ts";
import { mailProviders } from "../testing/fake-mail.ts";

for (const provider of mailProviders) testEndpointApi(provider);

describe("sendgrid", () => {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  afterAll(() => server.close());

  test("a webhook that does not sign is a fault, and signs once it is changed", async () => {
    const fake = mailProviders.find(({ client }) => client.provider === "sendgrid");
    const account = newAccount();
    server.use(...(fake?.handlers(account) ?? []));
    const api = fake?.client.open({
      source: "mine",
      key: fake.key,
      settings: fake.settings,
      fetch: globalThis.fetch,
      now: () => new Date("2026-05-01T10:00:00Z"),
      wait: async () => undefined,
      signal: new AbortController().signal,
    }).endpoints as EndpointApi; // safe: SendGrid's client has them
    const wanted = { url: "https://hooks.example.com/webhooks/mine", types: ["open"], description: "mine" };
    await api.create(wanted);
    for (const endpoint of account.endpoints) endpoint.secret = "unsigned";

    const [unsigned] = await api.list();
    if (unsigned !== undefined) await api.update(unsigned, wanted);

    expect(unsigned?.faults).toEqual(["it does not sign"]);
    expect((await api.list()).map(({ faults }) => faults)).toEqual([undefined]);
  });
});
