/**
 * The load generator: a process of its own, so that what it costs is not counted for the server and what the server
 * does cannot slow its clock. It is given a {@link LoadPlan} as its argument and talks to whoever started it over
 * node's channel: `ready`, then on `go` the run and its `done`, then on `write` the trace file and `written`.
 */
import { poissonArrivals } from "./arrivals.ts";
import { type Deferred, createDeferred } from "./deferred.ts";
import { eventId } from "./event-id.ts";
import { createGenerator } from "./generator.ts";
import type { LoadCommand, LoadPlan, LoadReport } from "./load-plan.ts";
import { buildRequests } from "./requests.ts";
import { warmGenerator } from "./self-warmup.ts";
import { type TraceColumns, appendTrace } from "./trace.ts";

// safe: only `startLoad` starts this file, with a plan it has made
const plan = JSON.parse(process.argv[2] ?? "{}") as LoadPlan;

const commands: Record<LoadCommand, Deferred<void>> = {
  go: createDeferred(),
  write: createDeferred(),
};
process.on("message", (command: LoadCommand) => commands[command].resolve());
process.on("disconnect", () => process.exit(1));

const rounds = Math.ceil(plan.count / plan.roundSize);
let requests = build(0);
await warmGenerator(requests);
const generator = createGenerator(plan);
await generator.ready;
report({ state: "ready" });
await commands.go.promise;

const cpuBefore = process.cpuUsage();
let buildingMicros = 0;
const lastRoundBefore = performance.now() + (plan.roundsForMs ?? Number.POSITIVE_INFINITY);
const traces: { readonly from: number; readonly trace: TraceColumns }[] = [];
for (let round = 0; round < rounds && performance.now() < lastRoundBefore; round++) {
  const from = round * plan.roundSize;
  if (round > 0) {
    const before = process.cpuUsage();
    requests = build(from);
    buildingMicros += microsSince(before);
  }
  const trace = await generator.run({
    requests,
    sendForMs: plan.sendForMs,
    patienceMs: plan.patienceMs,
    ...(plan.perSecond === undefined
      ? {}
      : { due: poissonArrivals({ count: requests.count, perSecond: plan.perSecond, seed: plan.seed }) }),
  });
  traces.push({ from, trace });
  if (trace.status.includes(0)) break; // what is still on its way could be taken for an answer of the next round
}
const acknowledged = traces.reduce((total, { trace }) => total + acknowledgedIn(trace), 0);
report({ state: "done", acknowledged, cpuMicros: microsSince(cpuBefore) - buildingMicros });
await commands.write.promise;

generator.close();
for (const { from, trace } of traces) {
  await appendTrace(plan.traceFile, trace, (index) => eventId(plan.tag, from + index));
}
report({ state: "written" });
process.disconnect();

function build(from: number): ReturnType<typeof buildRequests> {
  return buildRequests({
    count: Math.min(plan.roundSize, plan.count - from),
    from,
    bodyBytes: plan.bodyBytes,
    tag: plan.tag,
    host: `${plan.host}:${plan.port}`,
    path: plan.path,
    secret: plan.secret,
    timestamp: Math.floor(Date.now() / 1000),
  });
}

function acknowledgedIn(trace: TraceColumns): number {
  return trace.status.filter((status) => status >= 200 && status < 300).length;
}

function microsSince(before: NodeJS.CpuUsage): number {
  const spent = process.cpuUsage(before);
  return spent.user + spent.system;
}

function report(message: LoadReport): void {
  process.send?.(message);
}
