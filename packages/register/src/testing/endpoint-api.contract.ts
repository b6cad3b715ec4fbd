import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providers } from "@hookyard/core/providers";
import { samples } from "@hookyard/core/sample/index";
import { ApiError } from "../api/api-error.ts";
import type { EndpointApi } from "../endpoint/endpoint.ts";
import { applyPlan } from "../registration/apply.ts";
import { type Plan, planRegistration } from "../registration/plan.ts";
import { noRegistration, type Registration, type RegistrationStore } from "../registration/registration.ts";
import { type FakeAccount, type FakeProvider, newAccount } from "./fake-account.ts";

const url = "https://hooks.example.com/webhooks/mine";
const day = 86_400;

/** What every client must do, at the wire, against its provider as documented. Call it once per client. */
export function testEndpointApi(fake: FakeProvider): void {
  const { client, key } = fake;
  const server = setupServer();
  const types = client.subscriptions.areChosen === false ? [] : client.subscriptions.every.slice(0, 2);
  let account: FakeAccount;
  let registration: Registration;
  let waits: number[];
  let time: number;
  let secrets: number;

  const store: RegistrationStore = {
    read: async () => registration,
    write: async (_source, written) => void (registration = written),
  };
  const open = (options: { key?: string; timeoutSeconds?: number } = {}): EndpointApi => {
    const { endpoints } = client.open({
      source: "mine",
      key: options.key ?? key,
      settings: fake.settings,
      fetch: globalThis.fetch,
      now: () => new Date(time),
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
      signal: new AbortController().signal,
      ...(options.timeoutSeconds !== undefined && { timeoutSeconds: options.timeoutSeconds }),
    });
    if (endpoints === undefined) throw new TypeError("this client makes no endpoints");
    return endpoints;
  };
  const plan = async (action: Plan["action"] = "register", wanted = types, at = url): Promise<Plan> => {
    const api = open();
    return planRegistration({
      client,
      can: { reveal: api.revealSecret !== undefined, rotate: api.rotateSecret !== undefined },
      action,
      source: "mine",
      url: at,
      types: wanted,
      registration,
      endpoints: await api.list(),
      now: new Date(time),
    });
  };
  const run = async (action?: Plan["action"], wanted = types, at = url): Promise<Plan> => {
    const made = await plan(action, wanted, at);
    await applyPlan({
      client,
      api: open(),
      plan: made,
      source: "mine",
      store,
      createSecret: () =>
        client.secret.kind === "chosen" && client.secret.create !== undefined
          ? client.secret.create((size) => new Uint8Array(size).fill(++secrets))
          : `user:our-secret-number-${++secrets}`,
      overlapSeconds: day,
      now: () => new Date(time),
    });
    return made;
  };
  const ours = () => account.endpoints.filter((endpoint) => endpoint.url === url);
  const others = (count: number): void => {
    for (let number = 0; number < count; number++) {
      account.endpoints.push({
        id: String(9000 + number), // text and number, as either provider has it
        url: `https://elsewhere.example.com/${number}`,
        types: client.subscriptions.every.slice(0, 1),
        isEnabled: true,
        secret: `other-secret-${number}`,
      });
    }
  };
  const failing = async (work: () => Promise<unknown>): Promise<ApiError> => {
    const error = await work().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ApiError);
    const failure = error as ApiError; // safe: just asserted
    const parts = key.split(":").filter((part) => part.length > 6);
    for (const secret of [key, ...parts]) {
      expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(secret);
    }
    expect(failure.message).toContain(client.name);
    return failure;
  };

  describe(`client: ${client.provider}`, () => {
    beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
    afterAll(() => server.close());
    afterEach(() => server.resetHandlers());
    beforeEach(() => {
      account = newAccount();
      registration = noRegistration;
      waits = [];
      secrets = 0;
      time = Date.parse("2026-05-01T12:00:00Z");
      server.use(...fake.handlers(account));
    });

    test("creates the endpoint with exactly the types, and knows its secret", async () => {
      const made = await run();

      expect(made.steps.length).toBeGreaterThan(0);
      expect(ours()).toHaveLength(1);
      expect([...(ours()[0]?.types ?? [])].toSorted()).toEqual([...types].toSorted());
      expect(registration.endpoint?.url).toBe(url);
      const keepsSecret = client.secret.kind === "chosen" || client.secret.kind === "given";
      expect(registration.secrets[0]?.value).toBe(keepsSecret ? ours()[0]?.secret : undefined);
    });

    test("finds that nothing is to be done when it exists already", async () => {
      await run();

      const again = await plan();

      expect(again.drift).toEqual([]);
      expect(again.steps).toEqual([]);
    });

    test("puts a drifted endpoint right", async () => {
      await run();
      const moved = "https://new.example.com/webhooks/mine";

      const made = await run("register", client.subscriptions.every.slice(0, 1), moved);

      expect(made.drift.map(({ code }) => code)).toContain("url_different");
      const there = account.endpoints.filter((endpoint) => endpoint.url === moved);
      expect(there).toHaveLength(1);
      expect(there[0]?.types).toEqual(
        client.subscriptions.areChosen === false ? [] : client.subscriptions.every.slice(0, 1),
      );
      expect(await plan("register", client.subscriptions.every.slice(0, 1), moved)).toMatchObject({
        steps: [],
      });
    });

    if (fake.canDisable !== false)
      test("enables a disabled endpoint", async () => {
        await run();
        for (const endpoint of account.endpoints) endpoint.isEnabled = false;

        const made = await run();

        expect(made.drift.map(({ code }) => code)).toEqual([
          expect.stringMatching(/^endpoint_(?:disabled|failing)$/),
        ]);
        expect(ours().map(({ isEnabled }) => isEnabled)).toEqual([true]);
      });

    if (fake.canRemove !== false)
      test("removes the endpoint, and is content when it is gone", async () => {
        await run();

        await run("remove");
        const again = await run("remove");

        expect(ours()).toEqual([]);
        expect(again.steps).toEqual([]);
      });

    const rotates =
      (client.secret.kind === "chosen" || client.secret.kind === "given") && fake.canRotate !== false;
    if (rotates)
      test("rotates the secret, with the old one accepted for the overlap", async () => {
        await run();
        const [before] = registration.secrets;

        await run("rotate");

        const [current, old] = registration.secrets;
        expect(current?.value).not.toBe(before?.value);
        expect(old).toEqual({ value: before?.value, until: new Date(time + day * 1000).toISOString() });
        expect(account.endpoints.map(({ secret }) => secret)).toContain(current?.value);
        time += day * 1000;
        await run();
        expect(ours().map(({ secret }) => secret)).toEqual([current?.value]);
        expect(registration.retiring).toEqual([]);
      });

    if (fake.isPaged !== false)
      test("finds its endpoint behind several pages of others", async () => {
        others(5);
        await run();

        expect(ours()).toHaveLength(1);
        expect(await plan()).toMatchObject({ steps: [] });
        expect(account.endpoints).toHaveLength(6);
      });

    test("tells that the key was refused, and which it needs", async () => {
      server.use(http.all("*", () => HttpResponse.json({ message: `no such key ${key}` }, { status: 401 })));

      const error = await failing(() => open().list());

      expect(error).toMatchObject({ code: "api_key_refused", status: 401 });
      expect(error.message).toContain(client.permissions.slice(0, 20));
      expect(error.message).toContain("HOOKYARD_API_KEY_MINE");
    });

    test("waits as long as Retry-After says", async () => {
      server.use(
        http.all("*", () => HttpResponse.json({}, { status: 429, headers: { "retry-after": "7" } }), {
          once: true,
        }),
      );

      await open().list();

      expect(waits).toContain(7_000);
    });

    test("gives up when it is rate-limited again and again", async () => {
      server.use(
        http.all("*", () => HttpResponse.json({}, { status: 429, headers: { "retry-after": "1" } })),
      );

      expect(await failing(() => open().list())).toMatchObject({ code: "api_rate_limited", status: 429 });
    });

    test("tries again after 500, and gives up", async () => {
      let asked = 0;
      server.use(
        http.all("*", () => {
          asked += 1;
          return HttpResponse.text("oops", { status: 500 });
        }),
      );

      const error = await failing(() => open().list());

      expect(error.status).toBe(500);
      expect(asked).toBe(4);
    });

    test("gives up on an answer that does not come", async () => {
      server.use(http.all("*", () => new Promise<never>(() => undefined)));

      expect(await failing(() => open({ timeoutSeconds: 0.01 }).list())).toMatchObject({
        code: "api_timeout",
      });
    });

    test("tells that it is unreachable", async () => {
      server.use(http.all("*", () => HttpResponse.error()));

      expect(await failing(() => open().list())).toMatchObject({ code: "api_unreachable" });
    });

    test.each([
      ["no JSON", () => HttpResponse.html("<html>a proxy</html>")],
      ["JSON of another shape", () => HttpResponse.json(fake.surprise ?? { surprise: true })],
    ])("refuses an answer that is %s", async (_what, answer) => {
      server.use(http.all("*", answer));

      expect(await failing(() => open().list())).toMatchObject({ code: "api_answer_invalid" });
    });

    test("never sends the key after a redirect", async () => {
      const elsewhere: string[] = [];
      server.use(
        http.all("https://elsewhere.example.com/*", ({ request }) => {
          elsewhere.push(request.url);
          return HttpResponse.json([]);
        }),
        http.all(
          "*",
          () =>
            new HttpResponse(null, { status: 302, headers: { location: "https://elsewhere.example.com/x" } }),
        ),
      );

      await failing(() => open().list());

      expect(elsewhere).toEqual([]);
    });

    test("subscribes a type of the preset to names that the provider has, or to none", () => {
      const { every, nameOf = (type: string) => type, areChosen } = client.subscriptions;
      const known = new Set(every);
      const preset = Object.values(providers).find(({ id }) => id === client.provider);
      const types = [
        ...Object.keys(preset?.domain ?? {}),
        ...Object.keys(samples[client.provider]?.events ?? {}),
      ];
      const names = types.flatMap((type) => nameOf(type) ?? []);

      expect(preset).toBeDefined();
      if (areChosen === false || known.has("*")) return;
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !known.has(name))).toEqual([]);
    });
  });
}
