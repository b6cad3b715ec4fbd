import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import { verifyWebhook } from "../verify.ts";
import { plainHash } from "./plain-hash.ts";
import type { Scheme } from "./scheme.ts";

const hubspotSecret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
const now = new Date("2026-01-01T00:00:00Z");

function verify(
  scheme: Scheme,
  request: { method?: string; url?: string; headers: Record<string, string>; body: string },
  secret: string,
) {
  return verifyWebhook(
    { scheme },
    { method: "POST", url: "https://hooks.example.com/", ...request, body: Buffer.from(request.body) },
    { secrets: [secret], now },
  );
}

test("HubSpot's first version verifies its published example", async () => {
  const scheme = plainHash({ signature: "x-hubspot-signature", content: "{secret}{body}" });
  const body =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
  const headers = {
    "x-hubspot-signature": "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de",
  };

  expect(await verify(scheme, { headers, body }, hubspotSecret)).toEqual({ ok: true, secretIndex: 0 });
});

test("HubSpot's second version verifies its published example", async () => {
  const scheme = plainHash({ signature: "x-hubspot-signature", content: "{secret}{method}{url}{body}" });
  const headers = {
    "x-hubspot-signature": "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e",
  };

  const outcome = await verify(
    scheme,
    { method: "GET", url: "https://www.example.com/webhook_uri", headers, body: "" },
    hubspotSecret,
  );

  expect(outcome).toEqual({ ok: true, secretIndex: 0 });
});

test("a secret behind the content (Cloudinary) verifies within its two hours", async () => {
  const scheme = plainHash({
    signature: "x-cld-signature",
    content: "{body}{timestamp}{secret}",
    algorithm: "sha1",
    timestamp: { header: "x-cld-timestamp", unit: "seconds", toleranceSeconds: 7200 },
  });
  const headers = {
    "x-cld-timestamp": "1767220000",
    "x-cld-signature": createHash("sha1").update("{}1767220000secret").digest("hex"),
  };

  expect(await verify(scheme, { headers, body: "{}" }, "secret")).toMatchObject({ ok: true });
  expect(await verify(scheme, { headers, body: "{} " }, "secret")).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
});

test("content without the secret is refused when it is defined", () => {
  expect(() => plainHash({ signature: "x-sig", content: "{body}" })).toThrow(ConfigError);
});
