import { afterAll, beforeAll, expect, test } from "vitest";
import { askOperator } from "../support/hookyard-process.ts";
import { type FiveProviders, signed, type SignedDelivery, startFiveProviders } from "./five-providers.ts";
import { githubSender, stripeSender } from "./senders.ts";

let hookyard: FiveProviders;
beforeAll(async () => {
  hookyard = await startFiveProviders();
});
afterAll(() => hookyard.remove());

async function accepted(source: string, request: SignedDelivery): Promise<string> {
  const response = await hookyard.send(source, request);
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { readonly id: string };
  return id;
}

const requestOf = (id: string) =>
  askOperator(hookyard.dataDirectory, async (operator) => (await operator.event(id))?.request);

test.each([
  [stripeSender, "stripe-signature"],
  [githubSender, "x-hub-signature-256"],
])("an accepted event shows how it came, and not what proved its sender", async (sender, signature) => {
  const request = await signed(sender);

  const record = await requestOf(await accepted(sender.source, request));

  const sent = new Headers(request.headers);
  expect(record).toMatchObject({ method: "POST", secretIndex: 0 });
  expect(record?.url).toMatch(new RegExp(`/webhooks/${sender.source}$`));
  const kept = new Map(record?.headers.map(([name, value]) => [name.toLowerCase(), value]));
  expect(kept.get(signature)).toBe("[redacted]");
  expect(kept.get("content-type")).toBe(sent.get("content-type"));
  expect(kept.get("content-length")).toBeDefined();
  expect(JSON.stringify(record)).not.toContain(sent.get(signature));
});
