import { awsSns } from "@hookyard/core/provider/aws-sns";
import { defineRouter } from "@hookyard/core/router/define-router";
import { source } from "@hookyard/core/router/source";
import { repeatableBytes } from "@hookyard/core/testing";
import { describe, expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";
import { createYard } from "../testing/yard.ts";

const topicArn = "arn:aws:sns:us-west-2:210987654321:alarms";
const router = defineRouter({
  sources: { alarms: source(awsSns, { settings: { topicArn } }) },
  consumers: {},
});
const key = awsSns.scheme.createSecret(repeatableBytes("sns"));

/** Hookyard with one SNS source, which believes that key; `aws` is what it asks AWS with. */
function world(aws: (url: string) => Response, verify = key.verify) {
  const asked: string[] = [];
  const { app, engine } = createYard({
    router,
    verify: () => [verify],
    sign: () => key.sign,
    publish: async (entries) => entries.map(() => ({ status: "accepted" })),
    fetch: async (input) => {
      const { url } = new Request(input);
      asked.push(url);
      return aws(url);
    },
  });
  const io = createTestIo({ engine, fetch: async (input, init) => app.request(new Request(input, init)) });
  return { ...io, asked };
}

describe("--handshake of a provider that is asked in return", () => {
  test("is believed, asks AWS about this source's topic, and a no of AWS is as it should be", async () => {
    const { run, out, asked } = world(() => new Response("", { status: 400 }));

    expect(await run("trigger", "alarms", "--handshake")).toBe(0);
    expect(out()).toContain("SubscriptionConfirmation  ✓ 503 believed, and not confirmed");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^https:\/\/sns\.us-west-2\.amazonaws\.com\/\?Action=ConfirmSubscription&/);
    expect(new URL(asked[0] ?? "").searchParams.get("TopicArn")).toBe(topicArn);
  });

  test("is answered with success where the provider confirms", async () => {
    const { run, out } = world(() => new Response("<ConfirmSubscriptionResponse/>"));

    expect(await run("trigger", "alarms", "--handshake")).toBe(0);
    expect(out()).toContain("SubscriptionConfirmation  ✓ 200 answered");
  });

  test("that is not believed exits 1, and nobody confirms anything", async () => {
    const other = awsSns.scheme.createSecret(repeatableBytes("another"));
    const { run, out, asked } = world(() => new Response("", { status: 404 }), other.verify);

    expect(await run("trigger", "alarms", "--handshake")).toBe(1);
    expect(out()).toContain("SubscriptionConfirmation  ✗ 401 answered wrongly");
    expect(asked.filter((url) => url.includes("ConfirmSubscription"))).toEqual([]);
  });
});
