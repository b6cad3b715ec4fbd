import { type HttpHandler, HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { defineRouter, source } from "@hookyard/core";
import { createEntries } from "@hookyard/core/ingest/entries";
import { providers } from "@hookyard/core/providers";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { clientFor } from "../clients.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";

export const since = new Date("2026-05-01T00:00:00Z");
export const until = new Date("2026-05-02T00:00:00Z");
const at = "2026-05-01T10:00:00Z";

/** A provider's record as a test plays it: two events at 2026-05-01T10:00Z, on a page each where it has pages. */
export interface LogCase {
  readonly provider: keyof typeof providers;
  readonly key: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly handlers: () => readonly HttpHandler[];
  /** In the order of the pages. */
  readonly ids: readonly string[];
  readonly redelivers?: true;
  /** Its id where that is no number. Default 9. */
  readonly endpoint?: string;
  /** How its list is asked for. Default `get`. */
  readonly asksBy?: "post";
  /** An answer without a list is an empty one there. */
  readonly leavesOutEmptyLists?: true;
}

/** The log of a provider's endpoint 9, or of another. What it waits is told to `waited`, in milliseconds. */
export function openLog(
  { provider, key, settings, endpoint = "9" }: Pick<LogCase, "provider" | "key" | "settings" | "endpoint">,
  waited: (milliseconds: number) => void = () => undefined,
): DeliveryLog {
  const log = clientFor(provider)
    ?.open({
      source: "mine",
      key,
      settings,
      fetch: globalThis.fetch,
      now: () => new Date(at),
      wait: async (milliseconds) => waited(milliseconds),
      signal: new AbortController().signal,
    })
    .deliveries?.(endpoint);
  if (log === undefined) throw new TypeError(`${provider} has no log`);
  return log;
}

const once = { once: true } as const;

/** The provider, for one test. */
export function play(...handlers: readonly HttpHandler[]): void {
  const server = setupServer(...handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
}

/** All of its pages. */
export async function readAll(log: DeliveryLog): Promise<readonly LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await log.page({ since, until }, cursor);
    events.push(...page.events);
    cursor = page.next;
  }
  return events;
}

/** What every log that holds bodies must do, at the wire. Call it once per provider. */
export function testDeliveryLog(one: LogCase): void {
  const server = setupServer();
  const ask = http[one.asksBy ?? "get"];
  describe(`the deliveries of ${one.provider}`, () => {
    beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
    afterAll(() => server.close());
    afterEach(() => server.resetHandlers());

    test("are read page by page", async () => {
      server.use(...one.handlers());

      const events = await readAll(openLog(one));

      expect(events.map(({ providerId }) => providerId)).toEqual(one.ids);
      for (const { time } of events) expect(time.toISOString()).toBe("2026-05-01T10:00:00.000Z");
    });

    test("become the events that the webhooks would have been", async () => {
      server.use(...one.handlers());
      const log = openLog(one);
      const router = defineRouter({ sources: { mine: source(providers[one.provider]) }, consumers: {} });
      const definition = router.sources["mine"];

      for (const event of await readAll(log)) {
        const request = event.request ?? (await log.request?.(event));
        if (request === undefined || definition === undefined) throw new TypeError("it has no body");
        expect(JSON.stringify(request.headers)).not.toMatch(/signature|token/i);
        const entries = createEntries({
          router,
          source: definition,
          request: {
            method: "POST",
            url: "http://localhost/webhooks/mine",
            headers: request.headers,
            body: Buffer.from(request.body),
          },
          receivedAt: new Date(at),
        });
        expect(entries.map((entry) => entry.event.providerid)).toEqual([event.providerId]);
        expect(entries[0]?.event.providertype).toBe(event.type);
      }
    });

    test("are waited for as long as the provider says", async () => {
      server.use(...one.handlers());
      server.use(
        ask("*", () => HttpResponse.json({}, { status: 429, headers: { "retry-after": "7" } }), once),
      );
      const waits: number[] = [];

      const events = await readAll(openLog(one, (milliseconds) => waits.push(milliseconds)));

      expect(events.map(({ providerId }) => providerId)).toEqual(one.ids);
      expect(waits).toContain(7000);
    });

    test("are asked for again where the provider fails", async () => {
      server.use(...one.handlers());
      server.use(ask("*", () => new HttpResponse("oh no", { status: 500 }), once));

      const events = await readAll(openLog(one));

      expect(events.map(({ providerId }) => providerId)).toEqual(one.ids);
    });

    if (!one.leavesOutEmptyLists)
      test("are not taken for none where the answer is another", async () => {
        server.use(...one.handlers());
        server.use(ask("*", () => HttpResponse.json({ surprise: true })));

        await expect(readAll(openLog(one))).rejects.toMatchObject({ code: "api_answer_invalid" });
      });

    test.each([
      ["api_key_refused", () => HttpResponse.json({ message: "bad credentials" }, { status: 401 })],
      ["api_failed", () => HttpResponse.json({}, { status: 503 })],
      ["api_answer_invalid", () => HttpResponse.text("<html>")],
    ] as const)("end with %s, and never as if there were none", async (code, answer) => {
      server.use(...one.handlers());
      server.use(ask("*", answer));

      const failure: unknown = await readAll(openLog(one)).catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(ApiError);
      expect(failure).toMatchObject({ code });
    });

    if (one.redelivers)
      test("can be asked for again", async () => {
        server.use(...one.handlers());
        const log = openLog(one);
        const [first] = await readAll(log);

        await expect(log.redeliver?.(first ?? { logId: "", type: "", time: since })).resolves.toBeUndefined();
      });
  });
}
