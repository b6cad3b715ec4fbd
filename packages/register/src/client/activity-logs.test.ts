import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { ConfigError } from "@hookyard/core";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type LogCase, openLog, readAll, testDeliveryLog } from "../testing/delivery-log.contract.ts";

const at = "2026-05-01T10:00:00.000Z";
const earlier = "2026-04-30T23:59:59.999Z";
const first = "2026-05-01T00:00:00.000Z";
const tooLate = "2026-05-02T00:00:00.000Z";

const sample = (provider: { readonly id: string }, type?: string): Record<string, JsonBodyType> => {
  const made = createSample(provider, {
    now: new Date(at),
    random: repeatableBytes(provider.id),
    ...(type !== undefined && { type }),
  });
  return JSON.parse(Buffer.from(made.body).toString()) as Record<string, JsonBodyType>;
};
const get = (url: string, answer: (query: URLSearchParams) => JsonBodyType): HttpHandler =>
  http.get(url, ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams)));

const server = setupServer();
/** For one `describe` alone: the contract listens by itself. */
function listening(): void {
  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  afterAll(() => server.close());
  afterEach(() => server.resetHandlers());
}

const actionsAt = "https://api.trello.com/1/boards/b1/actions";
const action = (id: string, date = at): JsonBodyType => ({
  ...(sample(providers.trello)["action"] as object),
  id,
  date,
});
/** A page is behind the last only where the last was full. */
const full = (...own: JsonBodyType[]): JsonBodyType[] => [
  ...own,
  ...Array.from({ length: 1000 - own.length }, (_, number) => action(`old${number}`, "2026-04-01T00:00:00Z")),
];
const trelloCase: LogCase = {
  provider: "trello",
  key: "trello-key:token",
  settings: { model: "b1" },
  ids: ["a1", "a2"],
  handlers: () => [
    get(actionsAt, (query) => (query.get("before") === "old998" ? [action("a2")] : full(action("a1")))),
  ],
};

const bounce = (ID: number, fields: Record<string, JsonBodyType> = {}): JsonBodyType => ({
  ...sample(providers.postmark, "Bounce"),
  ID,
  BouncedAt: at,
  ...fields,
});
const bouncesAt = "https://api.postmarkapp.com/bounces";
const inboundAt = "https://api.postmarkapp.com/messages/inbound";
const noInbound = get(inboundAt, () => ({ TotalCount: 0, InboundMessages: [] }));
const inbound = (...messages: JsonBodyType[]): HttpHandler =>
  get(inboundAt, (query) => ({
    TotalCount: 1,
    InboundMessages:
      query.get("fromdate") === "2026-05-01" && query.get("status") === "failed" ? messages : [],
  }));
const postmarkCase: LogCase = {
  provider: "postmark",
  key: "server-token",
  settings: {},
  ids: ["Bounce:1", "SpamComplaint:2"],
  handlers: () => [
    get(bouncesAt, (query) => {
      const day = query.get("fromdate");
      expect(query.get("todate")).toBe(day);
      if (day !== "2026-05-01") return { TotalCount: 0, Bounces: [] };
      const old = Array.from({ length: 499 }, (_, number) => bounce(100 + number, { BouncedAt: earlier }));
      const isFirst = query.get("offset") === "0";
      return {
        TotalCount: 501,
        // Its own list names neither what a complaint's webhook does.
        Bounces: isFirst
          ? [bounce(1, { RecordType: undefined as unknown as string }), ...old]
          : [bounce(2, { Type: "SpamComplaint", RecordType: "Bounce" })],
      };
    }),
    noInbound,
  ],
};

for (const one of [trelloCase, postmarkCase]) testDeliveryLog(one);

describe("trello's actions", () => {
  listening();

  test("are those of the window to the millisecond, also where the list has the seconds around it", async () => {
    let asked: URLSearchParams | undefined;
    server.use(
      get(actionsAt, (query) => {
        asked = query;
        return [action("after", tooLate), action("in", at), action("edge", first), action("before", earlier)];
      }),
    );

    const events = await readAll(openLog(trelloCase));

    expect(events.map(({ providerId }) => providerId)).toEqual(["in", "edge"]);
    expect(asked?.get("since")).toBe("2026-04-30T23:59:59.000Z");
    expect(asked?.get("before")).toBe("2026-05-02T00:00:01.000Z");
    expect(asked?.get("filter")).toBe("all");
  });

  test("that come while pages are read move nothing: the next page begins behind an action", async () => {
    const all = full(action("a1")).concat([action("a2")]) as { id: string }[];
    server.use(
      get(actionsAt, (query) => {
        const start = all.findIndex(({ id }) => id === query.get("before")) + 1;
        const page = all.slice(start, start + 1000);
        all.unshift(action(`new${all.length}`, tooLate) as { id: string });
        return page;
      }),
    );

    const events = await readAll(openLog(trelloCase));

    expect(events.map(({ providerId }) => providerId)).toEqual(["a1", "a2"]);
  });

  test("are those of a list, card or organisation, and a member has none", async () => {
    server.use(get("https://api.trello.com/1/cards/b1/actions", () => [action("a1")]));
    const withKind = (modelType: string) => ({ ...trelloCase, settings: { model: "b1", modelType } });

    expect(await readAll(openLog(withKind("card")))).toHaveLength(1);
    expect(() => openLog(withKind("member"))).toThrow("has no log");
    expect(() => openLog(withKind("planet"))).toThrow(ConfigError);
  });
});

describe("postmark's records", () => {
  listening();

  test("are asked for day by day, a day more on either side, and the window's alone are taken", async () => {
    const days: (string | null)[] = [];
    server.use(
      get(bouncesAt, (query) => {
        days.push(query.get("fromdate"));
        const times = { "2026-04-30": [earlier], "2026-05-01": [first, at], "2026-05-02": [tooLate] };
        const own = times[query.get("fromdate") as keyof typeof times] ?? [];
        return {
          Bounces: own.map((BouncedAt, index) => bounce(Date.parse(BouncedAt) + index, { BouncedAt })),
        };
      }),
      noInbound,
    );

    const events = await readAll(openLog(postmarkCase));

    expect(days).toEqual(["2026-04-30", "2026-05-01", "2026-05-02", "2026-05-03"]);
    expect(events.map(({ time }) => time.toISOString())).toEqual([first, at]);
  });

  test("hold inbound messages that failed, by their id and the day under which they stand", async () => {
    server.use(
      get(bouncesAt, () => ({ Bounces: [] })),
      inbound(
        { MessageID: "m1", Date: "Fri, 1 May 2026 11:30:00 +0200", Status: "Failed" },
        { MessageID: "m2", Date: "Thu, 1 Jan 1970 00:00:00 +0000", Status: "Failed" },
        { MessageID: "m3", Status: "Failed" },
      ),
    );

    const events = await readAll(openLog(postmarkCase));

    expect(events.map(({ type, subject, time }) => [type, subject, time.toISOString()])).toEqual([
      ["Inbound", "m1", "2026-05-01T09:30:00.000Z"],
      ["Inbound", "m2", "2026-05-01T12:00:00.000Z"],
      ["Inbound", "m3", "2026-05-01T12:00:00.000Z"],
    ]);
    for (const event of events) expect(event).toMatchObject({ wasSent: true });
  });

  test("are sent again where they are inbound messages, and no bounce is", async () => {
    const retried: unknown[] = [];
    server.use(
      get(bouncesAt, (query) => ({ Bounces: query.get("fromdate") === "2026-05-01" ? [bounce(1)] : [] })),
      inbound({ MessageID: "m1", Date: at }),
      http.put(`${inboundAt}/:id/retry`, ({ params }) => {
        retried.push(params["id"]);
        return HttpResponse.json({ ErrorCode: 0, Message: "Successfully rescheduled failed message: m1." });
      }),
    );
    const log = openLog(postmarkCase);

    const outcomes: unknown[] = [];
    for (const event of await readAll(log)) outcomes.push(await log.redeliver?.(event));

    expect(outcomes).toEqual(["unavailable", undefined]);
    expect(retried).toEqual(["m1"]);
  });

  test("of a day with more than can be listed end loudly, and not as if there were no more", async () => {
    const page = Array.from({ length: 500 }, (_, number) => bounce(number));
    server.use(
      get(bouncesAt, () => ({ Bounces: page })),
      noInbound,
    );

    await expect(readAll(openLog(postmarkCase))).rejects.toThrow(ConfigError);
  });

  test("with a time that is none are no empty list", async () => {
    server.use(
      get(bouncesAt, () => ({ Bounces: [bounce(1, { BouncedAt: "yesterday" })] })),
      noInbound,
    );

    await expect(readAll(openLog(postmarkCase))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });
});
