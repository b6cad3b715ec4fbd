import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import type { Provider } from "../provider.ts";
import { repeatableBytes, type SignedRequest, signWebhook, tamper } from "../testing/index.ts";
import { usualSettings } from "../testing/sign-webhook.ts";
import { verifyWebhook } from "../verify.ts";
import { defaultBudget } from "./budget.ts";
import { explainRefusal } from "./explain-refusal.ts";
import type { OtherSource } from "./inquiry.ts";

const now = new Date("2026-05-01T12:00:00.000Z");
const url = "https://hooks.example.com/webhooks/source";
const folder = join(import.meta.dirname, "../provider");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const text = '{"id":"evt_1","type":"a.b","amount":15,"data":{"id":"x"}}';

let others: readonly OtherSource[];
beforeAll(async () => {
  const providers = await Promise.all(files.slice(0, 60).map(load));
  others = providers.map((provider) => ({
    source: `other-${provider.id}`,
    provider,
    secrets: [provider.scheme.createSecret(repeatableBytes(`third ${provider.id}`)).verify],
  }));
});

describe.each(files.map((name) => name.slice(0, -3)))("%s", (name) => {
  test.each(["signature", "body"] as const)(
    "a wrong %s is never explained away, and costs no more than the budget",
    async (kind) => {
      const provider = await load(`${name}.ts`);
      const secret = provider.scheme.createSecret(repeatableBytes("ours"));
      const good = await signed(provider, secret.sign);
      if (good === undefined) return; // it signs more than this test knows: its own tests have its samples
      const request = await tamper(provider, good, kind, {
        secret: secret.sign,
        now,
        settings: usualSettings(provider.id),
      });
      const started = performance.now();

      const found = await explainRefusal({
        provider,
        request,
        secrets: [secret.verify],
        now,
        settings: usualSettings(provider.id),
        otherSources: others.filter((other) => other.provider.id !== provider.id),
      });

      expect(found.evidence).not.toBe("signature");
      expect(performance.now() - started).toBeLessThan(defaultBudget.maxMilliseconds + 2_000);
    },
  );

  test("JSON that was written again on the way is recognised wherever the body is signed", async () => {
    const provider = await load(`${name}.ts`);
    const secret = provider.scheme.createSecret(repeatableBytes("ours"));
    const good = await signed(provider, secret.sign);
    if (good === undefined) return;
    const body = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(good.body).toString()), undefined, 2));
    const outcome = await verifyWebhook(
      provider,
      { ...good, body },
      { secrets: [secret.verify], now, settings: usualSettings(provider.id) },
    );
    if (outcome.ok || outcome.reason === "body_malformed") return; // the body is not signed, or is no such event

    const found = await explainRefusal({
      provider,
      request: { ...good, body },
      secrets: [secret.verify],
      now,
      settings: usualSettings(provider.id),
    });

    expect(found).toMatchObject({ code: "body_json_rewritten", evidence: "signature" });
  });
});

async function signed(provider: Provider, secret: string): Promise<SignedRequest | undefined> {
  try {
    return await signWebhook(provider, {
      secret,
      url,
      body: text,
      now,
      settings: usualSettings(provider.id),
    });
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function load(file: string): Promise<Provider> {
  const module = (await import(join(folder, file))) as Record<string, Provider>; // safe: a provider's file exports it alone
  const provider = Object.values(module).find(
    (exported) => typeof exported === "object" && "scheme" in exported,
  );
  if (provider === undefined) throw new Error(`${file} exports no provider`);
  return provider;
}
