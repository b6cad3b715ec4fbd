import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openLog, readAll } from "../testing/delivery-log.contract.ts";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

describe("square's events", () => {
  test("are kept from the first run on: it switches that on, once, before it looks", async () => {
    const calls: string[] = [];
    server.use(
      http.put("https://connect.squareup.com/v2/events/enable", () => {
        calls.push("enable");
        return HttpResponse.json({});
      }),
      http.post("https://connect.squareup.com/v2/events", async ({ request }) => {
        const { cursor } = (await request.json()) as { cursor?: string };
        calls.push(`search ${cursor ?? ""}`);
        return HttpResponse.json(cursor === undefined ? { cursor: "more" } : {});
      }),
    );

    await readAll(openLog({ provider: "square", key: "EAAA", settings: {} }));

    expect(calls).toEqual(["enable", "search ", "search more"]);
  });

  test("are not taken for none where a key may not switch that on", async () => {
    server.use(
      http.put("https://connect.squareup.com/v2/events/enable", () => HttpResponse.json({}, { status: 403 })),
    );

    await expect(readAll(openLog({ provider: "square", key: "EAAA", settings: {} }))).rejects.toMatchObject({
      code: "api_key_refused",
    });
  });
});
