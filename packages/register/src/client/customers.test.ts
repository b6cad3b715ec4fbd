import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { newAccount } from "../testing/fake-account.ts";
import { customerProviders, unwillingProviders } from "../testing/fake-customers.ts";
import { openFake } from "../testing/open-fake.ts";

for (const provider of customerProviders) testEndpointApi(provider);

describe.each(unwillingProviders)("$client.name, which leaves a webhook disabled", (provider) => {
  const server = setupServer();

  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  beforeEach(() => server.resetHandlers());
  afterAll(() => server.close());

  test("is not told as done", async () => {
    const account = newAccount();
    const url = "https://hooks.example.com/webhooks/mine";
    account.endpoints.push({ id: "7", url, types: [], isEnabled: false, secret: "s" });
    server.use(...provider.handlers(account));
    const api = openFake(provider);
    const [found] = await api.list();
    if (found === undefined) throw new TypeError("there is nothing to change");

    const changed = api.update(found, { url, types: [], description: "Hookyard: mine" });

    await expect(changed).rejects.toMatchObject({ code: "api_refused", provider: provider.client.name });
  });
});
