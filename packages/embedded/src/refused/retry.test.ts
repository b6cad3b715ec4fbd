import { type Bus, defineProvider, defineRouter, type PublishResult, source } from "@hookyard/core";
import { slack } from "@hookyard/core/provider/slack";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample, repeatableBytes, signWebhook } from "@hookyard/core/testing";
import { describe, expect, test } from "vitest";
import { createExamination, type RefusedRequest } from "./examination.ts";
import { retryRefused } from "./retry.ts";

const arrival = new Date("2020-01-01T00:00:00.000Z"); // long before any tolerance
const secret = "whsec_right";
const router = defineRouter({
  sources: { stripe: source(stripe), slack: source(slack) },
  consumers: { all: { on: ["*"] } },
});

async function arrived(name: "stripe" | "slack", body?: string): Promise<RefusedRequest> {
  const provider = name === "stripe" ? stripe : slack;
  const url = `https://hooks.example.com/webhooks/${name}`;
  const sample = createSample(provider, { now: arrival, random: repeatableBytes(name) });
  const {
    method,
    headers,
    body: bytes,
  } = await signWebhook(provider, {
    ...sample,
    ...(body !== undefined && { body }),
    secret,
    url,
    now: arrival,
  });
  return {
    source: name,
    receivedAt: arrival.getTime(),
    method,
    url,
    headers: Object.entries(headers),
    body: bytes,
  };
}

function world(
  stored: Readonly<Record<string, RefusedRequest | undefined>>,
  result: PublishResult,
  secrets = [secret],
) {
  const discarded: string[] = [];
  const published: string[] = [];
  const bus: Bus = {
    publish: async (entries) => {
      published.push(...entries.map(({ event }) => event.receivedtime));
      return entries.map(() => result);
    },
  };
  const retry = (...ids: readonly string[]) =>
    retryRefused(ids, {
      examination: createExamination({ router, secrets: () => secrets }),
      bus,
      find: async (id) => {
        if (!Object.hasOwn(stored, id)) return undefined;
        const request = stored[id];
        return request === undefined ? {} : { request };
      },
      discard: async (done) => discarded.push(...done),
    });
  return { retry, discarded, published };
}

describe("retrying refused requests", () => {
  test("one that passes is published with the time of its arrival, and forgotten only then", async () => {
    const { retry, discarded, published } = world({ ref_1: await arrived("stripe") }, { status: "accepted" });

    expect(await retry("ref_1")).toMatchObject([
      { id: "ref_1", status: "accepted", events: [expect.stringMatching(/^evt_/)] },
    ]);
    expect(published).toEqual([arrival.toISOString()]);
    expect(discarded).toEqual(["ref_1"]);
  });

  test("one that the sender has sent again meanwhile is a duplicate, and forgotten", async () => {
    const { retry, discarded } = world(
      { ref_1: await arrived("stripe") },
      { status: "duplicate", conflict: false },
    );

    expect(await retry("ref_1")).toMatchObject([{ status: "duplicate" }]);
    expect(discarded).toEqual(["ref_1"]);
  });

  test("one for which there is no room now stays", async () => {
    const { retry, discarded } = world(
      { ref_1: await arrived("stripe") },
      { status: "refused", reason: "storage_full" },
    );

    expect(await retry("ref_1")).toEqual([
      { id: "ref_1", status: "not_stored", events: [], reason: "storage_full" },
    ]);
    expect(discarded).toEqual([]);
  });

  test("one that is refused again stays, with what explains it now", async () => {
    const { retry, discarded } = world({ ref_1: await arrived("stripe") }, { status: "accepted" }, [
      `${secret}\n`,
    ]);

    expect(await retry("ref_1")).toMatchObject([
      { status: "refused", reason: "signature_mismatch", explanation: { code: "secret_spacing" } },
    ]);
    expect(discarded).toEqual([]);
  });

  test("a question about the endpoint is no event, and forgotten", async () => {
    const body = '{"type":"url_verification","challenge":"c-1"}';
    const { retry, discarded, published } = world(
      { ref_1: await arrived("slack", body) },
      { status: "accepted" },
    );

    expect(await retry("ref_1")).toMatchObject([{ status: "handshake", events: [] }]);
    expect([published, discarded]).toEqual([[], ["ref_1"]]);
  });

  test("what is not there, or was not kept whole, says so and holds up nothing", async () => {
    const { retry } = world({ ref_1: undefined, ref_3: await arrived("stripe") }, { status: "accepted" });

    expect((await retry("ref_1", "ref_2", "ref_3")).map(({ status }) => status)).toEqual([
      "not_whole",
      "not_found",
      "accepted",
    ]);
  });
});

test("a scheme may fetch its keys when it verifies again, and never when it is only asked for an explanation", async () => {
  const fetches: boolean[] = [];
  const provider = defineProvider({
    ...stripe,
    id: "keys",
    scheme: {
      ...stripe.scheme,
      verify: ({ fetch }) => {
        fetches.push(fetch !== undefined);
        return { ok: false, reason: "key_unavailable" };
      },
    },
  });
  const examination = createExamination({
    router: defineRouter({ sources: { stripe: source(provider) }, consumers: {} }),
    secrets: () => [secret],
  });
  const request = await arrived("stripe");

  const { explanation } = await examination.explain(request, {
    code: "signature_invalid",
    reason: "key_unavailable",
  });
  expect(explanation.code).toBe("key_unavailable");
  expect(fetches).not.toContain(true);
  await examination.verifyAgain(request);
  expect(fetches.at(-1)).toBe(true);
});
