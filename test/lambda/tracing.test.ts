import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./support/deploy.ts";
import { pollOnce } from "./support/stage.ts";
import { deliveryOf, post, runsOf } from "./support/told.ts";

const traceHeader = "Root=1-6921b3a0-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1";

let stage: DeployedStage;
let daemon: Socket;
let daemonAddress: string;
const segments: string[] = [];

beforeAll(async () => {
  daemon = createSocket("udp4", (message) => void segments.push(message.toString("utf8")));
  daemon.bind(0, "127.0.0.1");
  await once(daemon, "listening");
  daemonAddress = `127.0.0.1:${daemon.address().port}`;
  stage = await deployStage();
});
afterAll(async () => {
  daemon.close();
  await stage.close();
});

test("an entry on the bus carries the trace of the invocation that put it there", async () => {
  const ingest = await stage.start("ingest", { _X_AMZN_TRACE_ID: traceHeader });

  await post(ingest, "traced entry", "well");

  expect(stage.eventBridge.entries.at(-1)?.TraceHeader).toBe(traceHeader);
});

test("an attempt of a sampled invocation is a subsegment that names the event", async () => {
  const [ingest, obey] = await Promise.all([
    stage.start("ingest"),
    stage.start("obey", {
      _X_AMZN_TRACE_ID: traceHeader,
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      LAMBDA_TASK_ROOT: "/var/task",
      AWS_XRAY_DAEMON_ADDRESS: daemonAddress,
    }),
  ]);
  for (const old of await stage.sqs.receive(stage.queueOf("obey")))
    await stage.sqs.delete(stage.queueOf("obey"), old);
  const id = await post(ingest, "traced attempt", "well");

  await pollOnce(stage, stage.queueOf("obey"), obey);

  expect(await deliveryOf(stage, id)).toMatchObject({ state: "done" });
  const traceparent = runsOf(obey, id)[0]?.["traceparent"];
  await expect
    .poll(() => segments.find((segment) => segment.includes("## obey")))
    .toContain(
      `"annotations":{"consumer":"obey","event":"${id}","traceparent":"${String(traceparent)}","outcome":"done"}`,
    );
  expect(segments.join("\n")).toContain("1-6921b3a0-0123456789abcdef01234567");
});

test("without sampling, tracing is not loaded", async () => {
  const obey = await stage.start("obey", {
    _X_AMZN_TRACE_ID: traceHeader.replace("Sampled=1", "Sampled=0"),
    AWS_XRAY_DAEMON_ADDRESS: "no address at all",
  });
  const ingest = await stage.start("ingest");
  const id = await post(ingest, "not sampled", "well");

  await pollOnce(stage, stage.queueOf("obey"), obey);

  expect(await deliveryOf(stage, id)).toMatchObject({ state: "done" });
});
