import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { stripe } from "@hookyard/core/provider/stripe";
import { signWebhook } from "@hookyard/core/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type EngineClient, startEngine } from "../engine/client.ts";
import { createHoldingsMemory, openHoldings } from "../engine/holdings.ts";
import { defaultLimits } from "../engine/limits.ts";
import { type Front, openFront } from "../http/front.ts";
import type { LogRecord } from "../log.ts";
import type { OfferedRefusal } from "../refused/keeper.ts";
import { router } from "./fixture/router.ts";
import { createRelief, type Relief } from "./relief.ts";

const first = "whsec_the_first_secret_of_this_test";
const second = "whsec_the_second_secret_of_this_test";
const limits = {
  ...defaultLimits,
  minFreeBytes: 0,
  maxBodyBytes: 1_000_000,
  bodyTimeoutMilliseconds: 5_000,
  maxBufferedBytes: 10_000_000,
};

let directory: string;
let crashFile: string;
let engine: EngineClient;
let front: Front;
let relief: Relief;
let secrets: readonly string[];
let listening: () => void;
let overload: () => void;
let lines: LogRecord[];
let offered: OfferedRefusal[];
let failures: unknown[];
/** Answered by the second thread, as it counts. */
let answeredThere: number;
const memory = createHoldingsMemory();

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-relief-"));
  crashFile = join(directory, "crash");
  secrets = [first];
  lines = [];
  offered = [];
  failures = [];
  answeredThere = 0;
  listening = () => undefined;
  const holdings = openHoldings(memory, 0);
  engine = await startEngine({
    databaseFile: join(directory, "hookyard.db"),
    directory,
    consumers: [],
    limits,
    tellsEveryAttempt: false,
    env: {},
    holdings,
    events: { attempt: () => undefined, log: () => undefined, storageFailed: () => undefined },
  });
  const taking = {
    routerFile: join(import.meta.dirname, "fixture/router.ts"),
    limits,
    env: { CRASH_FILE: crashFile },
    host: "127.0.0.1",
    publicUrl: undefined,
    log: (record: LogRecord) => lines.push(record),
    logsAccepted: false,
    keeper: {
      offer(refusal: OfferedRefusal, told: (kept: undefined) => void) {
        offered.push(refusal);
        told(undefined);
        return true;
      },
    },
  };
  front = await openFront({
    ...taking,
    router,
    secrets: { verify: () => secrets },
    bus: engine.bus,
    bufferedBytes: holdings.bufferedBytes,
    port: 0,
    save: engine.observe,
    sharing: "first",
  });
  relief = createRelief({
    ...taking,
    secrets: () => ({ stripe: secrets }),
    engine,
    holdings: memory,
    port: front.served.port,
    acknowledged(taken) {
      for (const { count } of taken.values()) answeredThere += count;
    },
    listening() {
      front.served.shed();
      listening();
    },
    failed: (error) => failures.push(error),
    watch(busy) {
      overload = busy;
      return () => undefined;
    },
  });
});

afterEach(async () => {
  await relief.stop();
  await front.close();
  await engine.stop(0);
  rmSync(directory, { recursive: true });
});

/** The first thread says that it has too much to do; resolves when the second one listens. */
async function startSecond(): Promise<void> {
  const listens = Promise.withResolvers<void>();
  listening = listens.resolve;
  overload();
  await listens.promise;
}

/** One webhook on a connection of its own: the system chooses the thread. Status 0: the connection was cut. */
async function send(id: string, secret = first, agent?: Agent): Promise<{ status: number; text: string }> {
  const body = JSON.stringify({ id, object: "event", type: "made.up", created: 1, data: { object: {} } });
  const now = new Date();
  const url = `${front.served.url}/webhooks/stripe`;
  const { headers, method } = await signWebhook(stripe, { secret, url, body, now });
  return new Promise((resolve) => {
    const sent = request(url, { method, headers, agent: agent ?? false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (more: string) => (text += more));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", () => resolve({ status: 0, text: "" }));
    sent.end(body);
  });
}

function sendMany(prefix: string, count: number, secret = first) {
  return Promise.all(Array.from({ length: count }, (_, index) => send(`${prefix}${index}`, secret)));
}

function storedIds(): readonly string[] {
  const database = new DatabaseSync(join(directory, "hookyard.db"), { readOnly: true });
  const rows = database.prepare("SELECT providerid FROM events").all();
  database.close();
  return rows.map((row) => String(row["providerid"])).toSorted();
}

describe("a second thread that takes webhooks", () => {
  test("answers at the same port; what either acknowledged is stored once", async () => {
    await startSecond();

    const answers = await sendMany("evt_", 100);
    const again = await sendMany("evt_", 100);

    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(answers.every(({ text }) => text.includes('"accepted"'))).toBe(true);
    expect(again.every(({ text }) => text.includes('"duplicate"'))).toBe(true);
    expect(storedIds()).toEqual(Array.from({ length: 100 }, (_, index) => `evt_${index}`).toSorted());
    await vi.waitFor(() => expect(answeredThere).toBeGreaterThan(0), 20_000);
    const here = front.door.acknowledgements.report("stripe")?.count ?? 0;
    expect(here + answeredThere).toBe(200);
  });

  test("is there while it is needed: not before, and not once it has stopped", async () => {
    await sendMany("before_", 20);
    await startSecond();
    await sendMany("during_", 50);
    await relief.stop();
    expect(answeredThere).toBeGreaterThan(0);
    const total = answeredThere;

    const answers = await sendMany("after_", 20);

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(answeredThere).toBe(total);
    expect(storedIds()).toHaveLength(90);
    expect(failures).toEqual([]);
  });

  test("verifies with the secrets as they are now", async () => {
    await startSecond();
    secrets = [second];
    front.renew();
    relief.renew();

    // The message may still be on its way to the other thread, so not the first request has to pass.
    await vi.waitFor(async () => {
      const answers = await sendMany(`evt_${Math.random()}_`, 30, second);
      expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    }, 20_000);
    const old = await sendMany("old_", 30, first);

    expect(old.map(({ status }) => status)).toEqual(Array(30).fill(401));
  });

  test("offers what it refuses, as it came, to the keeper; each refusal has its line", async () => {
    await startSecond();

    const answers = await sendMany("evt_", 40, "whsec_of_somebody_else");
    await relief.stop();

    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(401));
    expect(offered).toHaveLength(40);
    const ids = offered.map(({ request: { body } }) => JSON.parse(new TextDecoder().decode(body)).id);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 40 }, (_, index) => `evt_${index}`)));
    expect(lines.filter(({ event }) => event === "refused")).toHaveLength(40);
    expect(answeredThere).toBeGreaterThan(0);
  });

  test("has senders with lasting connections connect anew, half of them", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 40 });
    const through = (prefix: string) =>
      Promise.all(Array.from({ length: 40 }, (_, index) => send(`${prefix}${index}`, first, agent)));
    await through("before_");
    expect(front.served.connections()).toBe(40);
    await startSecond();

    const statuses = [...(await through("during_")), ...(await through("after_"))].map(
      ({ status }) => status,
    );

    expect(statuses).toEqual(Array(80).fill(200));
    await vi.waitFor(() => expect(answeredThere).toBeGreaterThan(0), 20_000);
    expect(front.served.connections()).toBeLessThan(40);
    agent.destroy();
  });
});

test("when the second thread crashes nothing acknowledged is lost, what it held is free, and the first goes on", async () => {
  await startSecond();
  const sending = Promise.all(
    Array.from({ length: 10 }, (_, round) => sendMany(`evt_${round}_`, 40).then((list) => ({ round, list }))),
  );
  writeFileSync(crashFile, "");
  const acknowledged = (await sending).flatMap(({ round, list }) =>
    list.flatMap(({ status }, index) => (status === 200 ? [`evt_${round}_${index}`] : [])),
  );
  await vi.waitFor(() => expect(failures).toHaveLength(1), 20_000);
  rmSync(crashFile);

  const later = await sendMany("later_", 30);

  expect(String(failures[0])).toContain("exit code 3");
  expect(later.map(({ status }) => status)).toEqual(Array(30).fill(200));
  expect(storedIds()).toEqual(expect.arrayContaining(acknowledged));
  const { pendingEvents, pendingCharacters, bufferedBytes } = openHoldings(memory, 0);
  expect([pendingEvents, pendingCharacters, bufferedBytes].map((one) => one.total())).toEqual([0, 0, 0]);
});
