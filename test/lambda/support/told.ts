import { expect } from "vitest";
import type { DeployedStage } from "./deploy.ts";
import type { LambdaProcess } from "./lambda-process.ts";
import { type HttpResult, httpEvent, stripePayment } from "./webhook.ts";

/** Posts a payment whose metadata tells the consumers what to do, and answers the event's id. */
export async function post(
  ingest: LambdaProcess,
  seed: string,
  told: string,
  options: Parameters<typeof httpEvent>[1] = {},
): Promise<string> {
  const request = await stripePayment({ seed, set: { "data.object.metadata": { do: told } } });
  const result = await ingest.invoke<HttpResult>(httpEvent(request, options));
  expect(result.statusCode).toBe(200);
  return eventIdOf(result);
}

/** The event's id in what ingest answered. */
export function eventIdOf({ body }: HttpResult): string {
  return (JSON.parse(body) as { readonly id: string }).id; // safe: the answer's contract
}

/** The runs of the fixture's handler for one event. */
export function runsOf(lambda: LambdaProcess, id: string): readonly Record<string, unknown>[] {
  return lambda
    .output()
    .split("\n")
    .filter((line) => line.startsWith('{"ran"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>) // safe: the fixture writes it
    .filter((run) => run["id"] === id);
}

/** What the table counted of an event since it is on the bus; `undefined` for one that is not. */
export async function markOf(stage: DeployedStage, id: string) {
  const claim = (await stage.dynamodb.get(`E#${id}`, "E"))?.["claim"]?.S;
  const mark = await stage.dynamodb.get(`E#${id}`, `D!${claim}`);
  if (mark === undefined) return undefined;
  return { duplicates: Number(mark["duplicates"]?.N ?? 0), conflicts: Number(mark["conflicts"]?.N ?? 0) };
}

/** What the table says of a delivery. */
export async function deliveryOf(stage: DeployedStage, id: string, consumer = "obey") {
  const item = await stage.dynamodb.get(`E#${id}`, `D#${consumer}`);
  return { state: item?.["state"]?.S, reason: item?.["reason"]?.S, attempt: item?.["attempt"]?.N };
}
