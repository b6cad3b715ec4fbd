import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { ConnectionCounts, ManyConnectionsOptions } from "./fixture/many-connections.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { senders, stripeSender } from "./senders.ts";

/** Files that this test's processes need beside the connections. */
const otherFiles = 2_000;
const dripping = 250;

let hookyard: FiveProviders;
let client: ChildProcess | undefined;
beforeAll(async () => {
  hookyard = await startFiveProviders();
});
afterAll(async () => {
  client?.kill("SIGKILL");
  await hookyard.remove();
});

/** How many idle connections the limit on open files leaves room for; the server and the client each have their own. */
function idleConnections(): number {
  const wanted = 10_000;
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } };
  }; // safe: every part may be absent
  const limit = Number(report.userLimits?.open_files?.soft ?? Number.POSITIVE_INFINITY); // NaN: unlimited
  const possible = Number.isNaN(limit) ? wanted : Math.min(wanted, limit - otherFiles);
  if (possible < wanted) {
    console.warn(
      `only ${possible} idle connections in place of ${wanted}: the limit on open files is ${limit}`,
    );
  }
  return possible;
}

async function openConnections(options: ManyConnectionsOptions): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "fixture/many-connections.ts"), [JSON.stringify(options)]);
  await once(child, "message");
  return child;
}

async function countConnections(child: ChildProcess): Promise<ConnectionCounts> {
  const answer = once(child, "message");
  child.send("count");
  const [counts] = await answer;
  return counts as ConnectionCounts; // safe: that process sends nothing else
}

test("ten thousand idle connections and slow-loris senders do not stop a webhook from being accepted", async () => {
  const idle = idleConnections();
  client = await openConnections({
    url: hookyard.url,
    idle,
    drippingHeaders: dripping,
    drippingBodies: dripping,
  });
  const before = await countConnections(client);

  const statuses: number[] = [];
  for (let round = 0; round < 10; round++) {
    for (const sender of senders) {
      statuses.push((await hookyard.send(sender.source, await signed(sender))).status);
    }
  }

  const after = await countConnections(client);
  expect(statuses).toEqual(statuses.map(() => 200));
  expect(before).toEqual({ idle, drippingHeaders: dripping, drippingBodies: dripping });
  expect(after).toEqual(before);
  // Who drips is turned away in the end; who is idle may stay.
  const left = await eventually(
    () => countConnections(client ?? expect.fail("the client is gone")),
    ({ drippingHeaders }) => drippingHeaders === 0,
    { what: "the end of the dripping headers", timeoutMilliseconds: 25_000 },
  );
  expect(left.idle).toBe(idle);
  expect((await hookyard.send("stripe", await signed(stripeSender))).status).toBe(200);
}, 60_000);
