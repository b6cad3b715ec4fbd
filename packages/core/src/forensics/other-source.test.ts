import { describe, expect, test } from "vitest";
import { shopify } from "../provider/shopify.ts";
import { stripe } from "../provider/stripe.ts";
import { unsigned } from "../scheme/unsigned.ts";
import { explain, explainedById, now, secretOf, sent } from "../testing/fixture/refusal.ts";
import { tamper } from "../testing/index.ts";

describe("another source explains it", () => {
  test.each(explainedById)("%s: that of another source, which is named", async (_id, provider) => {
    const request = await sent(provider, { secret: secretOf(provider, "theirs") });

    const found = await explain(provider, request, {
      otherSources: [
        { source: "elsewhere", provider, secrets: [secretOf(provider, "nobody's")] },
        { source: "shop-two", provider, secrets: [secretOf(provider, "old"), secretOf(provider, "theirs")] },
      ],
    });

    expect(found).toMatchObject({ code: "other_source_secret", evidence: "signature" });
    expect(found.message).toContain('"shop-two" (number 2 of 2)');
  });

  test("the source has none, and another source's fits", async () => {
    const request = await sent(stripe, { secret: "whsec_theirs" });

    const found = await explain(stripe, request, {
      secrets: [],
      otherSources: [{ source: "test-mode", provider: stripe, secrets: ["whsec_theirs"] }],
    });

    expect(found.code).toBe("other_source_secret");
  });

  test("it was meant for a source of another provider", async () => {
    const secret = secretOf(shopify);
    const request = await sent(shopify, { secret });
    const otherSources = [{ source: "shop", provider: shopify, secrets: [secret] }];

    expect(await explain(stripe, request, { otherSources })).toMatchObject({
      code: "other_provider",
      evidence: "signature",
    });
    const wrong = [{ source: "shop", provider: shopify, secrets: ["another"] }];
    expect(await explain(stripe, request, { otherSources: wrong })).toMatchObject({
      code: "other_provider_headers",
      evidence: "request",
    });
  });

  test("a source that takes everything explains nothing", async () => {
    const request = await tamper(stripe, await sent(stripe), "signature", { secret: secretOf(stripe), now });
    const open = { id: "open", name: "Open", scheme: unsigned() };

    const found = await explain(stripe, request, {
      otherSources: [{ source: "open", provider: open, secrets: ["x"] }],
    });

    expect(found.code).toBe("unexplained");
  });
});
