import { CloudEvent } from "cloudevents";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askOperator, runHookyard } from "../support/hookyard-process.ts";
import { openSocket, readAnswer } from "../support/raw-http.ts";
import { acceptStripe, createHardWorld, type HardWorld, postStripe, stripeEvent } from "./hard-consumers.ts";
import { bodyMarker, stripeSender } from "./senders.ts";

let world: HardWorld;
beforeEach(() => {
  world = createHardWorld();
});
afterEach(() => world.remove());

/** The history of an event at one consumer. */
async function historyAt(consumer: string, id: string) {
  const detail = await askOperator(world.dataDirectory, (operator) => operator.event(id));
  return detail?.history.find((delivery) => delivery.consumer === consumer);
}

const phases = (consumer: string) => world.received(consumer).map(({ fields }) => fields?.["phase"]);

describe("SIGTERM", () => {
  test("lets what is in flight finish, keeps what has not begun, and ends with exit code 0", async () => {
    const hookyard = await world.start();
    const ids = [await acceptStripe(hookyard, "invoice.paid")];
    await world.untilReceived("wait", 1);
    while (ids.length < 40) ids.push(await acceptStripe(hookyard, "invoice.paid"));

    hookyard.signal("SIGTERM");
    await hookyard.printed.line("stopping");
    world.openGate();

    expect(await hookyard.ended).toBe(0);
    const begun = phases("wait").filter((phase) => phase === "begun").length;
    expect(phases("wait").filter((phase) => phase === "done")).toHaveLength(begun);
    expect(begun).toBeLessThan(ids.length);
    const histories = await askOperator(world.dataDirectory, async (operator) => {
      const details = await Promise.all(ids.map((id) => operator.event(id)));
      return details.map((detail) => detail?.history.find(({ consumer }) => consumer === "wait"));
    });
    expect(histories.filter((delivery) => delivery?.state === "done")).toHaveLength(begun);
    const kept = histories.filter((delivery) => delivery?.state === "scheduled");
    expect(kept).toHaveLength(ids.length - begun);
    expect(kept).toEqual(kept.map(() => expect.objectContaining({ attempts: [], running: false })));

    const again = await world.start();
    await world.untilReceived("wait", 2 * ids.length);
    expect(await again.stop()).toBe(0);
    expect(new Set(world.received("wait").map(({ event }) => event.id))).toEqual(new Set(ids));
    expect(phases("wait")).toHaveLength(2 * ids.length);
  });

  test("cuts off what does not finish in time, after telling it, and counts no attempt", async () => {
    const hookyard = await world.start({ limits: { stopGraceMilliseconds: 200 } });
    const id = await acceptStripe(hookyard, "invoice.paid");
    await world.untilReceived("wait", 1);

    expect(await hookyard.stop()).toBe(0);

    expect(phases("wait")).toEqual(["begun", "told to stop"]);
    expect(await historyAt("wait", id)).toMatchObject({ state: "scheduled" });
    world.openGate();
    await world.start();
    const done = await eventually(
      () => historyAt("wait", id),
      (delivery) => delivery?.state === "done",
    );
    expect(done?.attempts.filter(({ outcome }) => outcome !== "interrupted")).toHaveLength(1);
  });

  test("a request whose body is still coming is answered, and its connection does not hold up the end", async () => {
    const hookyard = await world.start();
    const { headers, body } = await stripeEvent("customer.subscription.created");
    const head = [
      "POST /webhooks/stripe HTTP/1.1",
      "host: localhost",
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const socket = openSocket(hookyard.url);
    // That the server has begun with it is known when it says "go on".
    const toldToGoOn = new Promise((resolve) => socket.once("data", resolve));
    socket.write([...head, ...lines, "expect: 100-continue", "", ""].join("\r\n"));
    await toldToGoOn;

    hookyard.signal("SIGTERM");
    await hookyard.printed.line("stopping");
    socket.write(body);
    const answer = await readAnswer(socket);

    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { status: "accepted" }]);
    expect(await hookyard.ended).toBe(0);
    const { id } = JSON.parse(answer.body) as { readonly id: string }; // safe: compared above
    expect(await historyAt("record", id)).toBeDefined();
  });
});

describe("one process owns a data directory", () => {
  test("a second one says who has it, and exits 2; the first goes on", async () => {
    const hookyard = await world.start();
    const router = new URL("fixture/hard/router.ts", import.meta.url).pathname;
    const places = ["--router", router, "--data", world.dataDirectory, "--port", "0", "--operator-port", "0"];

    const second = await runHookyard(["start", ...places, "--json"], {
      HOOKYARD_SECRET_STRIPE: stripeSender.secret,
    });

    expect(second.exitCode).toBe(2);
    expect(second.out).toBe("");
    expect(second.err).toContain(`Process ${hookyard.pid} runs on ${world.dataDirectory}`);
    expect(second.err).toContain("--data");
    expect((await postStripe(hookyard, await stripeEvent("invoice.paid"))).status).toBe(200);
  });

  test("one that was killed leaves nothing behind that keeps another from starting", async () => {
    const first = await world.start();
    const id = await acceptStripe(first, "customer.subscription.created");
    first.signal("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    const second = await world.start();

    const done = await eventually(
      () => historyAt("environment", id),
      (delivery) => delivery?.state === "done",
    );
    expect(done?.state).toBe("done");
    expect(await second.stop()).toBe(0);
  });
});

describe("the command line", () => {
  const ask = async (...command: readonly string[]) => {
    const { out, err, exitCode } = await runHookyard([...command, "--data", world.dataDirectory, "--json"]);
    if (exitCode !== 0) throw new Error(err);
    return JSON.parse(out) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>; // safe: --json
  };

  test("says the same while the process runs, after it was stopped, and after it was killed", async () => {
    const hookyard = await world.start();
    const dead = await acceptStripe(hookyard, "payment_intent.payment_failed");
    const waiting = await acceptStripe(hookyard, "refund.created");
    await eventually(
      () => historyAt("refuse", dead),
      (delivery) => delivery?.state === "dead",
    );
    await eventually(
      () => historyAt("later", waiting),
      (delivery) => delivery?.attempts.length === 1,
    );
    await eventually(
      () => historyAt("record", waiting),
      (delivery) => delivery?.state === "done",
    );

    const events = await ask("events", "list");
    const letters = await ask("dead-letters", "list");
    await hookyard.stop();
    const stopped = [await ask("events", "list"), await ask("dead-letters", "list")];
    const killed = await world.start();
    killed.signal("SIGKILL");
    await killed.ended;
    const afterKill = [await ask("events", "list"), await ask("dead-letters", "list")];

    expect(events["events"]?.map(({ id }) => id)).toEqual([waiting, dead]);
    expect(letters["groups"]).toMatchObject([{ consumer: "refuse", reason: "permanent", count: 1 }]);
    expect(stopped).toEqual([events, letters]);
    expect(afterKill).toEqual([events, letters]);
  });
});

test("a dead letter that is replayed arrives with its generation, as a valid CloudEvent", async () => {
  const hookyard = await world.start();
  const id = await acceptStripe(hookyard, "payment_intent.succeeded");
  await eventually(
    () => historyAt("mend", id),
    (delivery) => delivery?.state === "dead",
  );

  const change = await askOperator(world.dataDirectory, (operator) =>
    operator.replayDeadLetters({ consumer: "mend" }, 10),
  );

  expect(change).toEqual({ ids: [`${id}:mend`], left: 0 });
  const [first] = await world.untilReceived("mend", 1);
  expect(first?.event).toMatchObject({ id, replay: 1 });
  expect(new CloudEvent<unknown>({ ...first?.event }, true).validate()).toBe(true);
  expect(world.received("record")).toHaveLength(1);
});

describe("secrets", () => {
  test("a handler does not see HOOKYARD_SECRET_…, and sees the rest of the environment", async () => {
    const hookyard = await world.start({ env: { HOOKYARD_SECRET_OTHER: "other-secret", SHOP: "acme" } });

    await acceptStripe(hookyard, "customer.subscription.created");

    const [line] = await world.untilReceived("environment", 1);
    expect(line?.fields).toMatchObject({ SHOP: "acme" });
    expect(JSON.stringify(line?.fields)).not.toMatch(/HOOKYARD_SECRET|other-secret/);
    expect(JSON.stringify(line?.fields)).not.toContain(stripeSender.secret);
  });

  test("nothing of a secret, a signature or a body is printed, in any outcome", async () => {
    const hookyard = await world.start({ flags: ["--log-level", "debug"] });
    const types = ["payment_intent.payment_failed", "refund.created", "customer.subscription.created"];
    const deliveries = await Promise.all(types.map(stripeEvent));
    for (const delivery of deliveries) await postStripe(hookyard, delivery);
    for (const delivery of deliveries) await postStripe(hookyard, { ...delivery, body: `${delivery.body} ` });
    await eventually(
      () => hookyard.printed.records().filter(({ event }) => event === "attempt" || event === "dead").length,
      (count) => count >= 6,
    );

    await hookyard.stop();

    const text = hookyard.printed.text();
    for (const { headers } of deliveries) expect(text).not.toContain(headers["stripe-signature"]);
    expect(text).not.toContain(stripeSender.secret);
    expect(text).not.toContain(bodyMarker);
    expect(text).not.toContain("operatorToken");
  });
});
