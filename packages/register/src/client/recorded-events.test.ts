import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";
import { openLog, readAll, testDeliveryLog } from "../testing/delivery-log.contract.ts";
import { get, recordedAt, recordedEvents } from "../testing/recorded-events.ts";

for (const one of recordedEvents) testDeliveryLog(one);

test("resend's emails stand in for what it sent, page by page and no further back than asked", async () => {
  const email = (id: string, created_at: string, last_event: string) => ({ id, created_at, last_event });
  const server = setupServer(
    get("https://api.resend.com/emails", (query) =>
      query.get("after") === null
        ? {
            has_more: true,
            data: [
              email("e1", recordedAt, "delivered"),
              email("e2", recordedAt, "scheduled"),
              email("e3", recordedAt, "sent"),
            ],
          }
        : {
            has_more: true,
            data: [email("e4", recordedAt, "bounced"), email("e5", "2026-04-01T00:00:00Z", "sent")],
          },
    ),
  );

  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  const events = await readAll(openLog({ provider: "resend", key: "re_x", settings: {} }));

  expect(events.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
    "email.sent e1",
    "email.delivered e1",
    "email.sent e3",
    "email.sent e4",
    "email.bounced e4",
  ]);
});

test("telnyx's newest attempt, which is the first, says why a delivery failed", async () => {
  const telnyx = recordedEvents.find(({ provider }) => provider === "telnyx");
  if (telnyx === undefined) throw new TypeError("telnyx is not played");
  const server = setupServer(...telnyx.handlers());
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  const events = await readAll(openLog(telnyx));

  expect(events.map(({ failure }) => failure)).toEqual(["answered 503", "answered 503"]);
});
