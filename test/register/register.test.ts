import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadRouter, readSecrets } from "@hookyard/embedded";
import { paymentProviders } from "@hookyard/register/testing/fake-payments";
import { codeProviders } from "@hookyard/register/testing/fake-code";
import { type FakeAccount, newAccount } from "@hookyard/register/testing/fake-account";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWorld, routerFile } from "./world.ts";

const server = setupServer();
const [stripe] = paymentProviders;
const [github] = codeProviders;
const key = stripe?.key ?? "";
const env = { NO_COLOR: "1", HOOKYARD_API_KEY_STRIPE: key, HOOKYARD_API_KEY_GITHUB: github?.key };
const url = "https://hooks.example.com";
let account: FakeAccount;

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());
beforeEach(() => {
  account = newAccount();
  if (stripe !== undefined) server.use(...stripe.handlers(account));
});

describe("register", () => {
  test("creates the endpoint with exactly the types that consumers use, and keeps its secret", async () => {
    const world = createWorld({ env });

    expect(await world.run("register", "stripe", "--url", url, "--yes")).toBe(0);

    expect(account.endpoints).toHaveLength(1);
    expect(account.endpoints[0]?.url).toBe(`${url}/webhooks/stripe`);
    expect(account.endpoints[0]?.types).toContain("payment_intent.succeeded");
    expect(account.endpoints[0]?.types).not.toContain("customer.subscription.created");
    const router = await loadRouter(routerFile);
    const secrets = readSecrets({ router, env: {}, dataDirectory: world.data });
    expect(secrets.verify("stripe")).toEqual([account.endpoints[0]?.secret]);
    expect(statSync(join(world.data, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  test("--all subscribes to everything", async () => {
    const world = createWorld({ env });

    await world.run("register", "stripe", "--url", url, "--all", "--yes");

    expect(account.endpoints[0]?.types).toEqual(["*"]);
  });

  test("shows what it will change and asks; a no changes nothing", async () => {
    const questions: string[] = [];
    const ask = async (question: string): Promise<string> => {
      questions.push(question);
      return "n";
    };
    const world = createWorld({ env, ask });

    expect(await world.run("register", "stripe", "--url", url)).toBe(1);

    expect(questions).toEqual(["\nChange this at Stripe? [y/N] "]);
    expect(world.out()).toContain("create the endpoint, and keep its secret");
    expect(account.endpoints).toEqual([]);
  });

  test("does nothing where nobody can be asked and nothing was said", async () => {
    const world = createWorld({ env });

    expect(await world.run("register", "stripe", "--url", url)).toBe(2);

    expect(account.endpoints).toEqual([]);
  });

  test("--check ends with 1 on drift and with 0 without", async () => {
    const world = createWorld({ env });
    await world.run("register", "stripe", "--url", url, "--yes");

    expect(await world.run("register", "stripe", "--check")).toBe(0);
    for (const endpoint of account.endpoints)
      Object.assign(endpoint, { isEnabled: false, types: ["payment_intent.succeeded"] });
    expect(await world.run("register", "stripe", "--check")).toBe(1);
    expect(world.out()).toContain("it is disabled");
    expect(world.out()).toContain("types missing: ");
    expect(await world.run("register", "stripe", "--yes")).toBe(0);
    expect(await world.run("register", "stripe", "--check")).toBe(0);
  });

  test("--rotate keeps the old secret for the overlap", async () => {
    const world = createWorld({ env });
    await world.run("register", "stripe", "--url", url, "--yes");
    const before = account.endpoints[0]?.secret;

    await world.run("register", "stripe", "--rotate", "--overlap", "3650 days", "--yes");

    const router = await loadRouter(routerFile);
    const secrets = readSecrets({ router, env: {}, dataDirectory: world.data });
    expect(secrets.verify("stripe")).toEqual([account.endpoints[1]?.secret, before]);
    expect(account.endpoints).toHaveLength(2);
  });

  test("asks for the key without showing it where there is none, and works with what was typed", async () => {
    const world = createWorld({ env: { NO_COLOR: "1" }, askHidden: async () => key });

    expect(await world.run("register", "stripe", "--url", url, "--yes")).toBe(0);

    expect(account.endpoints).toHaveLength(1);
  });

  test("says which variable it misses where nobody can be asked", async () => {
    const world = createWorld({ env: { NO_COLOR: "1" } });

    expect(await world.run("register", "stripe", "--url", url, "--yes")).toBe(2);

    expect(world.err()).toContain("HOOKYARD_API_KEY_STRIPE");
  });

  test("a missing setting is named with what to write", async () => {
    const world = createWorld({ env });

    expect(await world.run("register", "github", "--url", url, "--yes")).toBe(2);

    expect(world.err()).toContain("repository");
  });

  test("settings may be given on the command line", async () => {
    if (github !== undefined) server.use(...github.handlers(account));
    const world = createWorld({ env });

    expect(
      await world.run("register", "github", "--url", url, "--set", "repository=acme/shop", "--yes"),
    ).toBe(0);

    expect(account.endpoints[0]).toMatchObject({ url: `${url}/webhooks/github`, types: ["push"] });
  });

  test("a provider without an API gets the page, the fields and the values", async () => {
    const world = createWorld({ env });

    expect(await world.run("register", "standard-webhooks", "--url", url, "--json")).toBe(0);

    expect(JSON.parse(world.out())).toMatchObject({
      source: "standard-webhooks",
      byHand: {
        page: expect.stringContaining("the sender's own page"),
        fields: expect.arrayContaining([{ field: "URL", value: `${url}/webhooks/standard-webhooks` }]),
      },
    });
  });

  test("refuses an address that no provider can reach", async () => {
    const world = createWorld({ env });

    expect(await world.run("register", "stripe", "--url", "http://127.0.0.1:3000", "--yes")).toBe(2);
  });
});

test("doctor finds a registered endpoint that has drifted, and the command that puts it right", async () => {
  const machine = {
    nodeVersion: "24.21.0",
    freeBytes: async () => 100 * 1024 ** 3,
    trueTime: async () => undefined,
    isPortFree: async () => true,
  };
  const world = createWorld({ env, machine });
  await world.run("register", "stripe", "--url", url, "--yes", "--json");
  for (const endpoint of account.endpoints) endpoint.isEnabled = false;
  const before = world.out().length;

  expect(await world.run("doctor", "--json")).toBe(1);

  expect(JSON.parse(world.out().slice(before))).toMatchObject({
    healthy: false,
    findings: [{ code: "endpoint_disabled", area: "provider", fix: "npx hookyard register stripe" }],
  });
});

describe("a secret from the environment", () => {
  test("is set at a provider that lets us choose it, and stored nowhere else", async () => {
    if (github !== undefined) server.use(...github.handlers(account));
    const world = createWorld({ env: { ...env, HOOKYARD_SECRET_GITHUB: "chosen-by-us, the-old-one" } });

    await world.run("register", "github", "--url", url, "--set", "repository=acme/shop", "--yes");

    expect(account.endpoints[0]?.secret).toBe("chosen-by-us");
    expect(readFileSync(join(world.data, "secrets.json"), "utf8")).not.toContain("chosen-by-us");
  });

  test("that was changed there is set at the provider by the next run", async () => {
    if (github !== undefined) server.use(...github.handlers(account));
    const first = createWorld({ env: { ...env, HOOKYARD_SECRET_GITHUB: "the-old-one" } });
    const argv = ["register", "github", "--url", url, "--set", "repository=acme/shop", "--yes"];
    await first.run(...argv);
    const second = createWorld({
      env: { ...env, HOOKYARD_SECRET_GITHUB: "the-new-one,the-old-one" },
      data: first.data,
    });

    expect(await second.run(...argv)).toBe(0);

    expect(account.endpoints.map(({ secret }) => secret)).toEqual(["the-new-one"]);
    expect(await second.run("register", "github", "--set", "repository=acme/shop", "--check")).toBe(0);
  });

  test("stands in the way of one that the provider makes: nothing is created", async () => {
    const world = createWorld({ env: { ...env, HOOKYARD_SECRET_STRIPE: "whsec_ours" } });

    expect(await world.run("register", "stripe", "--url", url, "--yes")).toBe(2);

    expect(world.err()).toContain("Unset HOOKYARD_SECRET_STRIPE");
    expect(account.endpoints).toEqual([]);
  });
});

describe("secrets", () => {
  test("never appear in output, whatever happens", async () => {
    const secretsSeen = (): readonly string[] => [key, ...account.endpoints.map(({ secret }) => secret)];
    const world = createWorld({ env });
    const outputs: string[] = [];
    const call = async (...argv: string[]): Promise<void> => {
      await world.run(...argv);
      outputs.push(world.out(), world.err());
    };
    await call("register", "stripe", "--url", url, "--yes");
    await call("register", "stripe", "--check", "--json");
    await call("register", "stripe", "--rotate", "--yes", "--json");
    for (const status of [400, 401, 403, 404, 429, 500]) {
      server.use(
        http.all("https://api.stripe.com/*", ({ request }) =>
          HttpResponse.json(
            {
              error: {
                message: `you sent ${request.headers.get("authorization")} and ${secretsSeen().join(" ")}`,
              },
            },
            { status },
          ),
        ),
      );
      await call("register", "stripe", "--check");
      await call("register", "stripe", "--rotate", "--yes", "--json");
    }

    for (const output of outputs) expect(output).not.toContain(key);
    // What the provider made is known to nobody but the data directory once it has been stored.
    const stored = readFileSync(join(world.data, "secrets.json"), "utf8");
    const made = account.endpoints.map(({ secret }) => secret);
    expect(made.length).toBeGreaterThan(1);
    for (const secret of made) {
      expect(stored).toContain(secret);
      expect(outputs.slice(0, 6).join("\n")).not.toContain(secret);
    }
  });
});
