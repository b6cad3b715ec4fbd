import { join } from "node:path";
import { stripe } from "@hookyard/core/provider/stripe";
import { signWebhook } from "@hookyard/core/testing";
import { expect, test } from "vitest";
import { createLargeLane } from "./large-lane.ts";

const secret = "whsec_of_this_test";

test("a router that reads the environment is the same one in the thread for large bodies", async () => {
  const lane = createLargeLane({
    routerFile: join(import.meta.dirname, "fixture/router.ts"),
    secrets: { billing: [secret] },
    env: { ROUTER_SOURCE: "billing" },
  });
  const body = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "made.up",
    created: 1,
    data: { object: { text: "x".repeat(600_000) } },
  });
  const url = "https://hooks.example.com/webhooks/billing";

  const request = await signWebhook(stripe, { secret, url, body, now: new Date() });
  const result = await lane.intake("billing", request);

  expect(result).toMatchObject({ kind: "events", entries: [{ event: { providerid: "evt_1" } }] });
  await lane.close();
});
