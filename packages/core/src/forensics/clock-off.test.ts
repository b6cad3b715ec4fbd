import { describe, expect, test } from "vitest";
import { slack } from "../provider/slack.ts";
import { standardWebhooks } from "../provider/standard-webhooks.ts";
import { stripe } from "../provider/stripe.ts";
import { explain, now, sent } from "../testing/fixture/refusal.ts";

describe("the clock is off", () => {
  test.each([
    [stripe, 3605],
    [slack, 301],
    [standardWebhooks, 86_400],
  ] as const)("%o by so many seconds", async (provider, seconds) => {
    for (const sign of [-1, 1]) {
      const request = await sent(provider, { at: new Date(now.getTime() + sign * seconds * 1000) });

      const found = await explain(provider, request);

      expect(found).toMatchObject({ code: "clock_off", evidence: "signature" });
      expect(found.message).toContain(`${seconds} s ${sign === 1 ? "after" : "before"}`);
    }
  });

  test("a time zone taken for UTC is told as one", async () => {
    const found = await explain(stripe, await sent(stripe, { at: new Date(now.getTime() - 2 * 3_600_000) }));

    expect(found.message).toContain("time zone");
  });

  test("a forged request of yesterday is not called late", async () => {
    const request = await sent(stripe, { secret: "whsec_other", at: new Date(now.getTime() - 86_400_000) });

    expect((await explain(stripe, request)).code).toBe("unexplained");
  });
});
