import { describe, expect, test } from "vitest";
import { github } from "../provider/github.ts";
import { hubspot } from "../provider/hubspot.ts";
import { square } from "../provider/square.ts";
import { twilio } from "../provider/twilio.ts";
import { explain, now, secretOf, sent, urlSigner } from "../testing/fixture/refusal.ts";
import { signWebhook, tamper } from "../testing/index.ts";

describe("a proxy changed the URL", () => {
  test.each([
    ["http in place of https", "https://a.example/hook?x=1", "http://a.example/hook?x=1", {}],
    [
      "the host",
      "https://public.example/hook",
      "https://10.0.0.7/hook",
      { "x-forwarded-host": "public.example" },
    ],
    [
      "scheme and host",
      "https://public.example/hook",
      "http://10.0.0.7/hook",
      { forwarded: "for=1.2.3.4;host=public.example;proto=https" },
    ],
    ["a port", "https://a.example:443/hook", "https://a.example/hook", {}],
    ["a slash at the end", "https://a.example/hook/", "https://a.example/hook", {}],
    [
      "a prefix cut off",
      "https://a.example/api/hook",
      "https://a.example/hook",
      { "x-forwarded-prefix": "/api" },
    ],
    ["a prefix added", "https://a.example/hook", "https://a.example/internal/hook", {}],
    [
      "the original URI",
      "https://a.example/v1/hook?x=1",
      "https://a.example/hook",
      { "x-original-uri": "/v1/hook?x=1" },
    ],
  ])("%s", async (_what, signed, seen, headers) => {
    const request = await sent(urlSigner, { url: signed });
    const arrived = { ...request, url: seen, headers: { ...request.headers, ...headers } };

    const found = await explain(urlSigner, arrived);

    expect(found).toMatchObject({ code: "url_changed", evidence: "signature" });
    expect(found.message).not.toContain("x=1");
  });

  const signers = [
    [
      "twilio",
      twilio,
      "application/x-www-form-urlencoded",
      "AccountSid=AC1&MessageSid=SM1&MessageStatus=delivered",
    ],
    ["square", square, "application/json", '{"event_id":"e-1","type":"payment.created"}'],
    ["hubspot", hubspot, "application/json", '[{"eventId":1,"subscriptionType":"contact.creation"}]'],
  ] as const;

  test.each(signers)(
    "%s, behind a proxy that ends TLS and changes the host",
    async (_id, provider, type, body) => {
      const secret = secretOf(provider);
      const signedUrl = "https://hooks.acme.example/webhooks/source?tenant=t-1";
      const request = await signWebhook(provider, {
        secret,
        url: signedUrl,
        body,
        now,
        headers: { "content-type": type },
      });
      const arrived = {
        ...request,
        url: "http://10.1.2.3:3000/webhooks/source?tenant=t-1",
        headers: { ...request.headers, host: "10.1.2.3:3000", "x-forwarded-host": "hooks.acme.example" },
      };

      const found = await explain(provider, arrived);

      expect(found).toMatchObject({ code: "url_changed", evidence: "signature" });
      expect(found.message).toContain(
        "https in place of http, the host hooks.acme.example in place of 10.1.2.3, no port",
      );
      expect(
        (await explain(provider, { ...arrived, headers: { ...request.headers, host: "10.1.2.3:3000" } }))
          .code,
      ).toBe("unexplained");
    },
  );

  test("a scheme that does not sign the URL is not asked about it", async () => {
    const request = await tamper(github, await sent(github), "body", { secret: secretOf(github), now });

    expect((await explain(github, { ...request, url: "http://other.example/" })).code).toBe("unexplained");
  });
});
