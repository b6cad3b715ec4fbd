import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createIntake } from "../ingest/intake.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { samples } from "../sample/index.ts";
import { createHandshakes, type HandshakeRequest } from "./create-handshake.ts";
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
    const questions = await createHandshakes(provider, {
      secret: secret.sign,
      url,
      now,
      random: randomBytes,
    });
    const intake = createIntake({
      router,
      secrets: () => secrets,
      now: () => now,
      fetch: standIn(questions),
    });

    for (const { request, answer } of questions) {
      expect(await intake("source", request)).toMatchObject({ kind: "handshake", answer });
    }
  });
});

describe("a question is about the source that it is asked of", () => {
  const ask = (provider: Provider, settings: Readonly<Record<string, string>>) =>
    createHandshakes(provider, {
      secret: provider.scheme.createSecret(randomBytes).sign,
      url,
      now,
      settings,
      random: randomBytes,
    });

  test("Meta's names the source's own verify token", async () => {
    const [question] = await ask(providers.meta, { verifyToken: "chosen by us" });

    expect(new URL(question?.request.url ?? "").searchParams.get("hub.verify_token")).toBe("chosen by us");
  });

  test("eBay's wants a digest of the source's own token, and of its address where no other is set", async () => {
    const settings = { verificationToken: "a-token-of-our-own-with-32-characters" };
    const router = defineRouter({ sources: { source: source(providers.ebay, { settings }) }, consumers: {} });
    const intake = createIntake({ router, secrets: () => [], now: () => now });

    const [question] = await ask(providers.ebay, settings);

    expect(question && (await intake("source", question.request))).toMatchObject({
      answer: question?.answer,
    });
  });

  test("SNS's is signed, of the source's own topic, and wants to be confirmed at that topic's host", async () => {
    const topicArn = "arn:aws-cn:sns:cn-north-1:210987654321:ours";
    const [question] = await ask(providers["aws-sns"], { topicArn: `${topicArn}, arn:another` });

    const body = JSON.parse(Buffer.from(question?.request.body ?? []).toString());
    expect(body).toMatchObject({ Type: "SubscriptionConfirmation", TopicArn: topicArn });
    expect(body.SubscribeURL).toBe(question?.confirmation?.url);
    expect(new URL(body.SubscribeURL).host).toBe("sns.cn-north-1.amazonaws.com.cn");
    expect(new URL(body.SigningCertURL).host).toBe("sns.cn-north-1.amazonaws.com.cn");
    expect(body.Signature).not.toBe("");
  });
});

/** The provider's own host, which confirms what it was asked about and nothing else. */
function standIn(questions: readonly HandshakeRequest[]): typeof fetch {
  return async (input) => {
    const { url: asked } = new Request(input);
    const says = questions.find(({ confirmation }) => confirmation?.url === asked)?.confirmation?.says;
    return says === undefined ? new Response("", { status: 404 }) : new Response(says);
  };
}
