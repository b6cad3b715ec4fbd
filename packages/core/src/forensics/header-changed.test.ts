import { describe, expect, test } from "vitest";
import { github } from "../provider/github.ts";
import { meta } from "../provider/meta.ts";
import { slack } from "../provider/slack.ts";
import { square } from "../provider/square.ts";
import { standardWebhooks } from "../provider/standard-webhooks.ts";
import { stripe } from "../provider/stripe.ts";
import { explain, explainedById, sent } from "../testing/fixture/refusal.ts";
import { type SignedRequest } from "../testing/index.ts";
import { withHeader } from "./probe.ts";

describe("the header was changed on the way", () => {
  const names: Readonly<Record<string, string>> = {
    stripe: "stripe-signature",
    github: "x-hub-signature-256",
    shopify: "x-shopify-hmac-sha256",
    slack: "x-slack-signature",
    "standard-webhooks": "webhook-signature",
  };

  describe.each(explainedById)("of %s", (id, provider) => {
    const name = names[id] ?? "";
    const value = (request: SignedRequest): string => request.headers[name] ?? "";

    test("it came twice", async () => {
      const request = await sent(provider);

      expect((await explain(provider, withHeader(request, name, value(request), value(request)))).code).toBe(
        "header_doubled",
      );
    });

    test("it came joined", async () => {
      const request = await sent(provider);

      const found = await explain(provider, withHeader(request, name, `${value(request)},${value(request)}`));

      expect(found).toMatchObject({ code: "header_joined", evidence: "signature" });
    });

    test("it came folded", async () => {
      const request = await sent(provider);
      const folded = `${value(request).slice(0, 30)}\r\n ${value(request).slice(30)}`;

      expect((await explain(provider, withHeader(request, name, folded))).code).toBe("header_folded");
    });

    test("it came in quotes", async () => {
      const request = await sent(provider);

      expect((await explain(provider, withHeader(request, name, `"${value(request)}"`))).code).toBe(
        "header_quoted",
      );
    });

    test("it came under another name", async () => {
      const request = await sent(provider);
      const headers = Object.entries(request.headers).map(
        ([key, text]) => [key.replaceAll("-", "_"), text] as const,
      );

      const found = await explain(provider, { ...request, headers });

      expect(found).toMatchObject({ code: "header_renamed", evidence: "signature" });
    });

    test("it is not there", async () => {
      const found = await explain(provider, withHeader(await sent(provider), name));

      expect(found).toMatchObject({ code: "header_missing", evidence: "request" });
      expect(found.message).toContain(name);
    });
  });

  test("all headers came with Svix's names", async () => {
    const request = await sent(standardWebhooks);
    const headers = Object.entries(request.headers).map(
      ([name, text]) => [name.replace("webhook-", "svix-"), text] as const,
    );

    const found = await explain(standardWebhooks, { ...request, headers });

    expect(found.code).toBe("header_renamed");
    expect(found.message).toContain("svix-signature");
  });

  test.each([
    ["github", github, "x-hub-signature-256", "x-hub-signature", `sha1=${"ab".repeat(20)}`],
    ["meta", meta, "x-hub-signature-256", "x-hub-signature", `sha1=${"ab".repeat(20)}`],
    ["square", square, "x-square-hmacsha256-signature", "x-square-signature", "q6urq6urq6urq6urq6urq6urq6s="],
  ] as const)(
    "%s's older header alone is told as the older one",
    async (_id, provider, newer, older, value) => {
      const request = await sent(provider);
      const headers = { ...request.headers, [older]: value };

      const found = await explain(provider, withHeader({ ...request, headers }, newer));

      expect(found).toMatchObject({ code: "legacy_header", evidence: "request" });
      expect(found.message).toContain(older);
    },
  );

  test.each([
    ["stripe", stripe, "stripe-signature", `t=1,v0=${"ab".repeat(32)}`, "v0"],
    ["slack", slack, "x-slack-signature", `v9=${"ab".repeat(32)}`, "v9"],
    [
      "standard-webhooks",
      standardWebhooks,
      "webhook-signature",
      `v2,${Buffer.alloc(32).toString("base64")}`,
      "v2",
    ],
  ] as const)("%s's other version alone is named", async (_id, provider, name, value, version) => {
    const found = await explain(provider, withHeader(await sent(provider), name, value));

    expect(found).toMatchObject({ code: "wrong_version", evidence: "request" });
    expect(found.message).toContain(version);
  });

  test("a signature in base64 where hex is wanted is recognised", async () => {
    const request = await sent(github);
    const hex = (request.headers["x-hub-signature-256"] ?? "").slice(7);
    const base64 = Buffer.from(hex, "hex").toString("base64");

    expect((await explain(github, withHeader(request, "x-hub-signature-256", `sha256=${base64}`))).code).toBe(
      "signature_encoding",
    );
    expect((await explain(github, withHeader(request, "x-hub-signature-256", hex))).code).toBe(
      "signature_prefix",
    );
  });
});
