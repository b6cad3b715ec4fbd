import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createIntake } from "../ingest/intake.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { samples } from "../sample/index.ts";
import { createHandshakes } from "./create-handshake.ts";
import { usualSettings } from "./sign-webhook.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";
const asking = Object.values<Provider>(providers).filter(({ id }) => samples[id]?.handshakes !== undefined);

describe.each(asking)("what $id asks about an endpoint", (provider) => {
  test("is answered as it wants", async () => {
    const created = provider.scheme.createSecret(randomBytes);
    // Where nothing is signed the secret is a word that the team chose.
    const secret = created.verify === "" ? { verify: "a verify token", sign: "a verify token" } : created;
    const secrets = [secret.verify];
    const router = defineRouter({
      sources: { source: source(provider, { settings: usualSettings(provider.id) }) },
      consumers: {},
    });
    const intake = createIntake({ router, secrets: () => secrets, now: () => now });

    const questions = await createHandshakes(provider, {
      secret: secret.sign,
      url,
      now,
      random: randomBytes,
    });

    for (const { request, answer } of questions) {
      expect(await intake("source", request)).toMatchObject({ kind: "handshake", answer });
    }
  });
});
