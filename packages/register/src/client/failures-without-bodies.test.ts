import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { ConfigError } from "@hookyard/core";
import { describe, expect, test } from "vitest";
import { openLog, play, readAll } from "../testing/delivery-log.contract.ts";
import {
  connectAt,
  connectConfiguration,
  connectFailure,
  connectFailures,
  connectRetryQueue,
  docusignCase,
} from "../testing/fake-connect-failures.ts";

const at = "2026-05-01T10:00:00.000Z";
const get = (url: string, answer: () => JsonBodyType): HttpHandler =>
  http.get(url, () => HttpResponse.json(answer()));

describe("sanity's messages", () => {
  const sanityCase = { provider: "sanity", key: "sk", settings: { project: "p1" }, endpoint: "h1" } as const;
  const messagesAt = "https://api.sanity.io/v2021-10-04/hooks/projects/p1/h1/messages";
  const message = (id: string, fields: Record<string, JsonBodyType> = {}): JsonBodyType => ({
    id,
    hookId: "h1",
    projectId: "p1",
    dataset: "production",
    createdAt: at,
    status: "failure",
    failureCount: 3,
    resultCode: 503,
    payload: JSON.stringify({ _id: `doc-${id}`, title: "A night" }),
    ...fields,
  });

  test("are the documents of those that failed, and why, in the range alone", async () => {
    play(
      get(messagesAt, () => [
        message("1"),
        message("2", { status: "success", resultCode: 200 }),
        message("3", { payload: JSON.stringify("only text"), resultCode: null }),
        message("4", { payload: "not even JSON" }),
        message("5", { createdAt: "2026-04-30T23:59:59.999Z" }),
        message("6", { createdAt: "2026-05-01T00:00:00Z" }),
        message("7", { createdAt: "2026-05-02T00:00:00Z" }),
      ]),
    );

    const log = openLog(sanityCase);
    const events = await readAll(log);

    expect(log.hasBodies).toBe(false);
    expect(events.map(({ logId, subject, failure }) => [logId, subject, failure])).toEqual([
      ["1", "doc-1", "answered 503"],
      ["3", undefined, "no answer"],
      ["4", undefined, "answered 503"],
      ["6", "doc-6", "answered 503"],
    ]);
  });

  test.each<[string, JsonBodyType]>([
    ["no list", { messages: [] }],
    ["a time that is none", [message("1", { createdAt: "yesterday" })]],
    ["no status", [message("1", { status: null })]],
  ])("with %s are no empty list", async (_name, answer) => {
    play(get(messagesAt, () => answer));

    await expect(readAll(openLog(sanityCase))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });
});

describe("docusign's failures", () => {
  test("are those of one configuration, in the range alone", async () => {
    play(
      connectConfiguration(),
      connectFailures(
        connectFailure("1"),
        connectFailure("2", { connectId: "78" }),
        connectFailure("4", { created: "2026-04-30T23:59:59.9999999Z" }),
        connectFailure("5", { created: "2026-05-01T00:00:00.0000000Z", status: "sent", error: null }),
        connectFailure("6", { created: "2026-05-02T00:00:00.0000000Z" }),
      ),
    );

    const log = openLog(docusignCase);
    const events = await readAll(log);

    expect(log.hasBodies).toBe(false);
    expect(events).toEqual([
      {
        logId: "1",
        type: "envelope-completed",
        subject: "envelope-1",
        isToldByLater: true,
        time: new Date(at),
        failure: "503 :: Service Unavailable",
      },
      {
        logId: "5",
        type: "envelope-sent",
        subject: "envelope-5",
        isToldByLater: true,
        time: new Date("2026-05-01T00:00:00Z"),
        failure: "not delivered",
      },
    ]);
  });

  test("are published again envelope by envelope, each once, and a template's not at all", async () => {
    const published: unknown[] = [];
    play(
      connectConfiguration(),
      connectFailures(
        connectFailure("1"),
        connectFailure("2", { envelopeId: "envelope-1", status: "Sent" }),
        connectFailure("3"),
        connectFailure("4", { envelopeId: null }),
      ),
      connectRetryQueue(published),
    );
    const log = openLog(docusignCase);

    const outcomes: unknown[] = [];
    for (const event of await readAll(log)) outcomes.push(await log.redeliver?.(event));

    expect(published).toEqual(["envelope-1", "envelope-3"]);
    expect(outcomes).toEqual([undefined, undefined, undefined, "unavailable"]);
  });

  test("may be none, with no list at all", async () => {
    play(
      connectConfiguration(),
      get(`${connectAt}/failures`, () => ({ totalRecords: "0" })),
    );

    expect(await readAll(openLog(docusignCase))).toEqual([]);
  });

  test.each<[string, JsonBodyType]>([
    ["another answer", { surprise: true }],
    ["a number and no list", { totalRecords: "3" }],
    ["a time that is none", { failures: [connectFailure("1", { created: "yesterday" })], totalRecords: "1" }],
  ])("with %s are no empty list", async (_name, answer) => {
    play(
      connectConfiguration(),
      get(`${connectAt}/failures`, () => answer),
    );

    await expect(readAll(openLog(docusignCase))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });

  test("are asked for only where they are kept", async () => {
    play(connectConfiguration("false"));

    await expect(readAll(openLog(docusignCase))).rejects.toThrow(ConfigError);
  });

  test.each([
    ["api_key_refused", 401],
    ["api_failed", 500],
  ] as const)("end with %s", async (code, status) => {
    play(
      connectConfiguration(),
      http.get(`${connectAt}/failures`, () => HttpResponse.json({}, { status })),
    );

    await expect(readAll(openLog(docusignCase))).rejects.toMatchObject({ code });
  });
});
