import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { bypass } from "msw";
import { ReplayWorld } from "@hookyard/core/port/replay-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventKey } from "../table/keys.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { type AwsUnderTest, createAwsUnderTest } from "../testing/aws-under-test.ts";
import type { WireFault } from "../testing/aws-world.ts";

/** More calls than one sending of three letters takes. */
const mostCalls = 30;

let engine: AwsUnderTest;
let world: ReplayWorld;
beforeEach(async () => {
  engine = await createAwsUnderTest();
  world = new ReplayWorld(engine);
});
afterEach(() => engine.close());

/** Ends the sender at a call to AWS: nothing that it asks for from then on is carried out; of the call itself, only `isCarriedOut`. */
function killAt(call: number, isCarriedOut: boolean): { readonly calls: () => number } {
  let calls = 0;
  const fault: WireFault = async (request) => {
    calls += 1;
    if (calls < call) return undefined;
    if (calls === call && isCarriedOut) await fetch(bypass(request));
    return serviceError("AccessDeniedException", "the process is gone", 400);
  };
  engine.world.faults.dynamodb = engine.world.faults.sqs = fault;
  return { calls: () => calls };
}

describe("a job whose process ends at any call to AWS", () => {
  test.each([
    ["before it is carried out", false],
    ["after it is carried out", true],
  ])(
    "%s: resumed, each letter is handled once and counted once",
    async (_when, isCarriedOut) => {
      let calls = mostCalls;
      for (let call = 1; call <= calls; call++) {
        const letters = [
          ...(await world.letters(["a", "b", "c"].map((name) => ({ providerId: `${name}${call}` })))).keys(),
        ];
        const id = await world.start({ limits: { canary: 0 } });

        const killed = killAt(call, isCarriedOut);
        await engine.replay.replays
          .sendLetters({ job: id, letters: letters.map((letter) => ({ id: letter })), again: false })
          .catch(() => undefined);
        if (killed.calls() < call) calls = 0; // it had come to its end
        engine.world.faults.dynamodb = engine.world.faults.sqs = undefined;
        const handled: string[] = [];
        await world.run(id, ({ id: delivery }) => {
          handled.push(delivery);
          return "done";
        });

        expect([call, handled.toSorted()]).toEqual([call, letters.toSorted()]);
        expect([call, await world.job(id)]).toMatchObject([
          call,
          { state: "completed", sent: 3, done: 3, left: 0, open: 0 },
        ]);
        for (const letter of letters)
          expect(await world.delivery(letter)).toMatchObject({ state: "done", replay: 1 });
      }
      expect(calls).toBe(0);
    },
    120_000,
  );
});

describe("a letter whose sending is cut off twice", () => {
  test("is handled once, and named as one that may have been sent twice, though its second sender could not say so", async () => {
    const [letter = ""] = (await world.letters([{ providerId: "a" }])).keys();
    const id = await world.start();
    const send = () =>
      engine.replay.replays.sendLetters({ job: id, letters: [{ id: letter }], again: false }).then(
        () => "sent",
        () => "cut off",
      );

    const sent: string[] = [];
    for (const _ of ["first", "second"]) {
      let isGone = false;
      engine.world.faults.dynamodb = () =>
        isGone ? serviceError("AccessDeniedException", "the process is gone", 400) : undefined;
      engine.world.faults.sqs = (request) => {
        if ((request.headers.get("x-amz-target") ?? "").endsWith("SendMessageBatch")) isGone = true;
        return undefined;
      };
      sent.push(await send());
      engine.world.faults.dynamodb = engine.world.faults.sqs = undefined;
    }
    const handled = await world.work(() => "done");
    await world.run(id, () => "done");

    expect(sent).toEqual(["cut off", "cut off"]);
    expect(handled).toEqual([letter]);
    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 1, done: 1, maybeTwice: [letter] });
  });
});

describe("a batch that SQS or DynamoDB takes in part", () => {
  test("what SQS did not take is a letter at once, and is sent with the next try", async () => {
    const letters = [...(await world.letters(["a", "b", "c"].map((providerId) => ({ providerId })))).keys()];
    const id = await world.start({ limits: { canary: 0 } });
    let isFirst = true;
    engine.world.faults.sqs = async (request) => {
      if (!isFirst || !(request.headers.get("x-amz-target") ?? "").endsWith("SendMessageBatch"))
        return undefined;
      isFirst = false;
      const body = (await request.clone().json()) as { readonly Entries: readonly { readonly Id: string }[] }; // safe: the client's own serialiser
      const [refused, ...taken] = body.Entries;
      const answer = await fetch(
        bypass(
          new Request(request.url, {
            method: "POST",
            headers: request.headers,
            body: JSON.stringify({ ...body, Entries: taken }),
          }),
        ),
      );
      const { Successful } = (await answer.json()) as { readonly Successful: object[] };
      const Failed = [{ Id: refused?.Id, Code: "InternalError", SenderFault: false }];
      return Response.json(
        { Successful, Failed },
        { headers: { "content-type": "application/x-amz-json-1.0" } },
      );
    };
    const handled: string[] = [];

    await world.run(id, ({ id: delivery }) => {
      handled.push(delivery);
      return "done";
    });

    expect(isFirst).toBe(false);
    expect(handled.toSorted()).toEqual(letters.toSorted());
    expect(await world.job(id)).toMatchObject({
      state: "completed",
      sent: 3,
      done: 3,
      left: 0,
      maybeTwice: [],
    });
  });

  test("throttled and partly done batches of DynamoDB are asked for again", async () => {
    await world.letters(Array.from({ length: 30 }, (_, index) => ({ providerId: `p${index}` })));
    const id = await world.start({ limits: { canary: 0 } });
    const left = new Set(["BatchGetItem", "BatchWriteItem"]);
    engine.world.faults.dynamodb = async (request) => {
      const operation = (request.headers.get("x-amz-target") ?? "").split(".")[1] ?? "";
      if (!left.delete(operation)) return undefined;
      const { RequestItems } = (await request.clone().json()) as { readonly RequestItems: object }; // safe: as above
      return operation === "BatchGetItem"
        ? Response.json({ Responses: {}, UnprocessedKeys: RequestItems })
        : Response.json({ UnprocessedItems: RequestItems });
    };

    await world.run(id, () => "done");

    expect([...left]).toEqual([]);
    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 30, done: 30 });
  });
});

describe("a letter whose event is not kept any more", () => {
  test("is left where it is and says so, and the job counts it as left", async () => {
    const [letter = ""] = (await world.letters([{ providerId: "a" }])).keys();
    const id = await world.start();
    const { dynamodb, table } = engine.world;
    const Key = eventKey(letter.slice(0, letter.indexOf(":")));
    await dynamodb.send(new DeleteItemCommand({ TableName: table, Key }));

    await world.run(id, () => "done");

    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 0, left: 1 });
    expect((await engine.deadLetters.list({}, { limit: 10 })).rows).toMatchObject([
      { id: letter, reason: "event_gone", errorName: "EventGone" },
    ]);
  });
});
