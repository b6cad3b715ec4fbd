import { afterAll, beforeAll, expect, test } from "vitest";
import type { Operator } from "@hookyard/core";
import { anyHolder } from "@hookyard/core/operator/operator";
import { createRegistrationStore, loadRouter } from "@hookyard/embedded";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { askOperator, type HookyardProcess } from "../support/hookyard-process.ts";
import { acceptStripe, createHardWorld, type HardWorld } from "./hard-consumers.ts";

let world: HardWorld;
let hookyard: HookyardProcess;
beforeAll(async () => {
  world = createHardWorld();
  hookyard = await world.start();
});
afterAll(() => world.remove());

const ask = <Answer>(question: (operator: Operator) => Promise<Answer>): Promise<Answer> =>
  askOperator(world.dataDirectory, question);

test("each failed attempt of a consumer is counted, and those that went well are not", async () => {
  await acceptStripe(hookyard, "payment_intent.payment_failed");

  const consumers = await eventually(
    () => ask((operator) => operator.consumers()),
    (all) => all.find(({ consumer }) => consumer === "refuse")?.deliveries.dead === 1,
  );

  const failed = Object.fromEntries(
    consumers.map(({ consumer, failedAttempts }) => [consumer, failedAttempts]),
  );
  expect(failed).toMatchObject({ refuse: 1, record: 0 });
});

test("a consumer is told with what the router says of it", async () => {
  const consumers = await ask((operator) => operator.consumers());

  expect(consumers.find(({ consumer }) => consumer === "later")).toMatchObject({
    retry: { attempts: 2, backoff: { kind: "fixed", delaysSeconds: [3600] } },
    timeoutSeconds: 30,
  });
});

test("letters that are checked out are listed apart from those that are free", async () => {
  const id = await acceptStripe(hookyard, "payment_intent.payment_failed");
  const letter = `${id}:refuse`;
  await eventually(
    () => ask((operator) => operator.deadLetter(letter)),
    (found) => found !== undefined,
  );
  await ask(async ({ replays }) => replays?.checkOut("chk_reports", [letter], 600));
  const idsOf = (filter: { readonly holder?: string }) =>
    ask(async (operator) => (await operator.deadLetters(filter, { limit: 100 })).rows.map((row) => row.id));

  expect(await idsOf({ holder: anyHolder })).toEqual([letter]);
  expect(await idsOf({})).not.toContain(letter);
});

test("the endpoint that a source was registered with is told beside the address of now", async () => {
  const router = await loadRouter(join(import.meta.dirname, "fixture/hard/router.ts"));
  const registrations = createRegistrationStore({ dataDirectory: world.dataDirectory, router });
  const endpoint = { id: "we_1", url: "https://old.example.com/webhooks/stripe", hasSecret: true };
  await registrations.write("stripe", { secrets: [], endpoint, retiring: [] });

  const [source] = await ask((operator) => operator.sources());

  expect(source?.endpoint).toEqual({ id: "we_1", url: "https://old.example.com/webhooks/stripe" });
  expect(source?.url).toBe(`${hookyard.url}/webhooks/stripe`);
});
