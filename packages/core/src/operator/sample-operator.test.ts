import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { stripe } from "../provider/stripe.ts";
import { twilio } from "../provider/twilio.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { verifyWebhook } from "../verify.ts";
import { createSampleOperator, type SampleOperator } from "./sample-operator.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), sms: source(twilio) },
  consumers: { all: { on: ["*"] } },
});
const now = new Date("2026-05-01T12:00:00Z");
const secret = "whsec_of_a_test";

function operatorWith(
  answer: () => Response,
  sign: (source: string) => string | undefined = () => secret,
): { readonly samples: SampleOperator; readonly sent: Request[] } {
  const sent: Request[] = [];
  const samples = createSampleOperator({
    router,
    sign,
    url: "https://hooks.example.com",
    localUrl: "http://127.0.0.1:3000",
    fetch: async (input, init) => {
      sent.push(new Request(input, init));
      return answer();
    },
    now: () => now,
    random: randomBytes,
  });
  return { samples, sent };
}

const accepted = () => Response.json({ id: "evt_1", status: "accepted" });

test.each(["stripe", "sms"])(
  "a sample of %s goes to this process, signed for the address that its provider knows",
  async (name) => {
    const { samples, sent } = operatorWith(accepted);

    const report = await samples.send(name, undefined);

    const [request] = sent;
    if (request === undefined) throw new Error("nothing was sent");
    const { provider, settings } = router.sources[name] ?? {};
    if (provider === undefined) throw new Error(`there is no source ${name}`);
    const outside = request.url.replace("http://127.0.0.1:3000", "https://hooks.example.com");
    expect(request.url).toContain(`http://127.0.0.1:3000/webhooks/${name}`);
    expect(
      await verifyWebhook(
        provider,
        {
          method: request.method,
          url: outside,
          headers: request.headers,
          body: new Uint8Array(await request.arrayBuffer()),
        },
        { secrets: [secret], now, ...(settings !== undefined && { settings }) },
      ),
    ).toMatchObject({ ok: true });
    const types = await samples.types(name);
    expect(report).toEqual({ type: types?.[0], status: 200, outcome: "accepted", id: "evt_1" });
  },
);

test("a refusal is told with its code, and an answer that is no JSON with its status", async () => {
  const refused = () => Response.json({ code: "signature_invalid" }, { status: 401 });

  expect(await operatorWith(refused).samples.send("stripe", undefined)).toMatchObject({
    status: 401,
    outcome: "signature_invalid",
  });
  expect(await operatorWith(() => new Response("<Response/>")).samples.send("sms", undefined)).toMatchObject({
    status: 200,
    outcome: "accepted",
  });
});

test("a type without a sample is refused with those that have one, and nothing is sent", async () => {
  const { samples, sent } = operatorWith(accepted);

  await expect(samples.send("stripe", "no.such")).rejects.toMatchObject({
    code: "sample_impossible",
    message: expect.stringContaining("payment_intent.succeeded"),
  });
  expect(sent).toEqual([]);
});

test("where only the provider can sign, that is said", async () => {
  const { samples } = operatorWith(accepted, () => undefined);

  await expect(samples.send("stripe", undefined)).rejects.toMatchObject({ code: "sample_impossible" });
});

test("a source that is not there is undefined, whatever its name", async () => {
  const { samples } = operatorWith(accepted);

  expect(await samples.types("constructor")).toBeUndefined();
  expect(await samples.send("paypal", undefined)).toBeUndefined();
});

test("an address that nobody answers at is told", async () => {
  const { samples } = operatorWith(() => {
    throw new TypeError("fetch failed");
  });

  await expect(samples.send("stripe", undefined)).rejects.toMatchObject({
    code: "sample_impossible",
    message: expect.stringContaining("does not answer"),
  });
});
