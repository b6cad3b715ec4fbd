import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { WantedEndpoint } from "../../../packages/register/src/endpoint/endpoint.ts";
import {
  type LogCase,
  openLog,
  readAll,
} from "../../../packages/register/src/testing/delivery-log.contract.ts";
import { type FakeProvider, newAccount } from "../../../packages/register/src/testing/fake-account.ts";
import { openFake } from "../../../packages/register/src/testing/open-fake.ts";
import type { Description } from "./description.ts";
import { createExchangeFaults, type Exchange } from "./exchange-faults.ts";

/** A provider that describes its API, and how our tests play it. */
export interface Described {
  readonly description: Description;
  readonly fakes: readonly FakeProvider[];
  readonly logs: readonly Pick<LogCase, "provider" | "key" | "settings" | "endpoint" | "handlers">[];
}

/**
 * Holds every request of our client and every answer of the played provider against the provider's own description: an
 * endpoint's life from its making to its removal, and a record's pages, bodies and redelivery.
 */
export function testDescribed(name: string, { description, fakes, logs }: Described): void {
  const server = setupServer();
  const faultsOf = createExchangeFaults(description);
  let exchanges: Promise<Exchange>[] = [];
  const requests = new Map<string, Request>();
  server.events.on("request:start", ({ request, requestId }) => {
    requests.set(requestId, request.clone());
  });
  server.events.on("response:mocked", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request === undefined) throw new TypeError("an answer to no request");
    exchanges.push(readExchange(request, response.clone()));
  });
  const faults = async (): Promise<readonly string[]> => {
    const all = await Promise.all(exchanges);
    if (all.length === 0) throw new TypeError("nothing was asked");
    return [...new Set(all.flatMap(faultsOf))];
  };

  describe(`the description of ${name}`, () => {
    beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
    afterAll(() => server.close());
    afterEach(() => {
      server.resetHandlers();
      exchanges = [];
    });

    test.each(fakes.map((fake) => [JSON.stringify(fake.settings), fake] as const))(
      "knows all of an endpoint's life: %s",
      async (_settings, fake) => {
        await liveThrough(fake, server);

        expect(await faults()).toEqual([]);
      },
    );

    test.each(logs.map((log) => [JSON.stringify(log.settings), log] as const))(
      "knows all of a record: %s",
      async (_settings, one) => {
        server.use(...one.handlers());
        const log = openLog(one);
        const events = await readAll(log);
        for (const event of events) await log.request?.(event);
        const [event] = events;
        if (event !== undefined) await log.redeliver?.(event);

        expect(events).toHaveLength(2);
        expect(await faults()).toEqual([]);
      },
    );
  });
}

/** Makes, lists, moves, enables, renews and removes an endpoint, as far as its provider can. */
async function liveThrough(fake: FakeProvider, server: ReturnType<typeof setupServer>): Promise<void> {
  const { client } = fake;
  const account = newAccount();
  server.use(...fake.handlers(account));
  const api = openFake(fake);
  const wanted = (path: string, types: readonly string[]): WantedEndpoint => ({
    url: `https://hooks.example.com/webhooks/${path}`,
    types,
    description: "Hookyard: mine",
    ...(client.secret.kind === "chosen" && { secret: "user:a-secret-of-ours-0123456789abcdef" }),
  });
  const { every, areChosen } = client.subscriptions;
  const types = areChosen === false ? [] : every.slice(0, 2);
  await api.list();
  await api.create(wanted("mine", types));
  const [made] = await api.list();
  if (made === undefined) throw new TypeError("what was made is not listed");
  if (client.recreates === undefined) await api.update(made, wanted("mine", types.slice(1)));
  if (fake.canDisable !== false) for (const endpoint of account.endpoints) endpoint.isEnabled = false;
  const [disabled] = await api.list();
  if (disabled === undefined) throw new TypeError("what was disabled is not listed");
  if (client.recreates === undefined) await api.update(disabled, wanted("moved", types));
  const [moved] = await api.list();
  if (moved === undefined) throw new TypeError("what was moved is not listed");
  await api.revealSecret?.(moved);
  await api.rotateSecret?.(moved);
  if (fake.canRemove !== false) await api.remove(moved);
  await api.list();
}

async function readExchange(request: Request, response: Response): Promise<Exchange> {
  const read = async (body: Request | Response): Promise<unknown> => {
    const text = await body.text();
    if (text === "") return undefined;
    const isForm = body.headers.get("content-type")?.includes("x-www-form-urlencoded") === true;
    return isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as unknown);
  };
  return {
    method: request.method,
    url: new URL(request.url),
    sent: await read(request),
    status: response.status,
    answered: await read(response),
  };
}
