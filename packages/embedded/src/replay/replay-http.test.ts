import { createOperatorApp } from "@hookyard/core/operator/app";
import { createOperatorClient } from "@hookyard/core/operator/client";
import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import type { Operator } from "@hookyard/core/operator/operator";
import { ReplayWorld, request } from "@hookyard/core/port/replay-harness";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmbedded } from "../testing/embedded-under-test.ts";

const token = "a-token-for-tests";

describe("replay over HTTP", () => {
  let world: ReplayWorld;
  let operator: Operator;
  let replays: ReplayOperator;
  let post: (path: string, body: unknown) => Promise<Response>;
  beforeEach(async () => {
    const engine = await createEmbedded();
    world = new ReplayWorld(engine);
    const app = createOperatorApp({
      operator: {
        ...createMemoryOperator().operator,
        deadLetters: engine.deadLetters.list,
        replays: world.operator,
      },
      token,
    });
    const fetch = async (input: string | URL | Request, init?: RequestInit) =>
      app.request(new URL(input instanceof Request ? input.url : input).href, init);
    operator = createOperatorClient({ url: "http://127.0.0.1:1", token, fetch });
    if (operator.replays === undefined) throw new Error("the client has them");
    ({ replays } = operator);
    post = async (path, body) =>
      app.request(path, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
  });
  afterEach(() => world.engine.close());

  test("plans, starts, looks at, pauses, resumes and cancels as the operator does", async () => {
    await world.letters([{ providerId: "a" }, { providerId: "b" }]);

    const plan = await replays.planReplay(request());
    expect(plan).toEqual(await world.operator.planReplay(request()));
    expect(await replays.startJob("job_1234", request())).toMatchObject({
      state: "running",
      plan: { count: 2 },
    });
    expect(await replays.job("job_1234")).toEqual(await world.operator.job("job_1234"));
    expect(await replays.job("job_none")).toBeUndefined();
    expect(await replays.pauseJob("job_1234")).toMatchObject({ state: "paused", pause: { reason: "asked" } });
    expect(await replays.resumeJob("job_1234")).toMatchObject({ state: "running" });
    expect(await replays.cancelJob("job_1234")).toMatchObject({ state: "cancelled" });
    expect((await replays.jobs({ limit: 10 })).rows.map(({ id }) => id)).toEqual(["job_1234"]);
    await expect(replays.pauseJob("job_none")).rejects.toMatchObject({ code: "not_found" });
  });

  test("checks out, extends, returns, replays and edits as the operator does", async () => {
    const [a = "", b = ""] = (await world.letters([{ providerId: "a" }, { providerId: "b" }])).keys();

    expect(await replays.checkOut("chk_1234", [a], 60)).toMatchObject({
      id: "chk_1234",
      letters: [{ id: a }],
    });
    expect((await operator.deadLetters({ holder: "chk_1234" }, { limit: 5 })).rows).toMatchObject([
      { id: a },
    ]);
    expect((await replays.extendCheckOut("chk_1234", 600)).letters).toHaveLength(1);
    expect(await replays.checkedOut("chk_1234")).toMatchObject({ letters: [{ id: a }] });
    expect(await replays.returnCheckOut("chk_1234")).toEqual({ ids: [a] });
    await replays.checkOut("chk_5678", [a], 60);
    expect(await replays.replayCheckOut("chk_5678")).toEqual({ ids: [a] });
    const edits = [{ path: "data.original.note", value: { by: ["hand"] } }];
    expect(await replays.editDeadLetter(b, edits, "why")).toMatchObject({
      id: b,
      changes: [{ path: "data.original.note" }],
    });
  });

  test("a pattern travels in the query", async () => {
    await world.letters([
      { providerId: "a", original: { id: "a", amount: 1 } },
      { providerId: "b", original: { id: "b", amount: 9 } },
    ]);
    const where = { data: { original: { amount: [{ numeric: [">", 5] }] } } };

    expect((await operator.deadLetters({ where }, { limit: 5 })).rows).toHaveLength(1);
  });

  test.each([
    ["/v1/jobs", { id: "nope", request: request() }, "id"],
    ["/v1/jobs", { id: "job_1234" }, "request"],
    ["/v1/replays/plan", { request: { what: { kind: "everything" } } }, "request.what.kind"],
    ["/v1/replays/plan", { request: { what: { kind: "dead-letters", filter: [] } } }, "request.what.filter"],
    [
      "/v1/replays/plan",
      { request: { what: { kind: "dead-letters", filter: { where: { data: 1 } } } } },
      "request.what.filter.where",
    ],
    ["/v1/replays/plan", { request: { ...request(), limits: { canary: -1 } } }, "request.limits.canary"],
    [
      "/v1/replays/plan",
      { request: { ...request(), to: { kind: "http", url: "file:///etc" } } },
      "request.to.url",
    ],
    ["/v1/check-outs", { id: "chk_1234", letters: [], seconds: 60 }, "letters"],
    ["/v1/dead-letters/evt_1:a/edit", { edits: [{ value: 1 }], reason: "x" }, "edits.0.path"],
  ])("POST %s refuses what is wrong and names the field", async (path, body, field) => {
    const response = await post(path, body);

    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { field: string }[] };
    expect(errors.map((each) => each.field)).toContain(field);
  });

  test("an engine without jobs says so", async () => {
    const app = createOperatorApp({ operator: createMemoryOperator().operator, token });

    const response = await app.request("/v1/jobs", { headers: { authorization: `Bearer ${token}` } });

    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ code: "not_supported" });
  });
});
