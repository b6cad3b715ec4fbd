import { type AddressInfo, type Socket, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type RunOptions, createGenerator } from "./generator.ts";
import type { TraceColumns } from "./trace.ts";

const ok = `HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"id":"evt"}`;
const four = { count: 4, at: () => Buffer.from("POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n") };
const run = { requests: four, sendForMs: 2_000, patienceMs: 1_000 };

test("an answer that comes in pieces is one answer", async () => {
  const port = await listen(async (socket) => {
    for (const piece of [ok.slice(0, 11), ok.slice(11, 40), ok.slice(40)]) {
      socket.write(piece);
      await sleep(5);
    }
  });

  const trace = await generate(port, 2, run);

  expect([...trace.status]).toEqual([200, 200, 200, 200]);
  expect(trace.answers.toString("latin1", 0, trace.answerLength[0])).toBe(`{"id":"evt"}`);
});

test("the latency of a request that had to wait for a connection counts from when it was due", async () => {
  const port = await listen(async (socket) => {
    await sleep(50);
    socket.write(ok);
  });

  const trace = await generate(port, 1, { ...run, due: new Float64Array(4) });

  const latencies = [...trace.answeredAt].map((at, index) => at - (trace.dueAt[index] ?? 0));
  expect(latencies[3]).toBeGreaterThan(190);
});

test("a request whose connection was closed is not acknowledged, and the others go on", async () => {
  let answers = 0;
  const port = await listen((socket) => {
    answers++;
    if (answers === 2) socket.destroy();
    else socket.write(ok);
  });

  const trace = await generate(port, 1, run);

  expect([...trace.status]).toEqual([200, 0, 200, 200]);
});

test("what was not answered is given up at the end, and what was not sent stays unsent", async () => {
  const port = await listen(() => undefined);

  const trace = await generate(port, 1, { ...run, sendForMs: 50, patienceMs: 50 });

  expect([...trace.status]).toEqual([0, 0, 0, 0]);
  expect([...trace.sentAt].map(Number.isNaN)).toEqual([false, true, true, true]);
});

async function generate(port: number, connections: number, options: RunOptions): Promise<TraceColumns> {
  const generator = createGenerator({ host: "127.0.0.1", port, connections });
  onTestFinished(generator.close);
  await generator.ready;
  return generator.run(options);
}

/** A server that does `answer` for every piece of a request; these requests come in one. */
async function listen(answer: (socket: Socket) => void | Promise<void>): Promise<number> {
  const server = createServer((socket) => {
    socket.on("data", () => void answer(socket));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // safe: a server that listens on TCP has an AddressInfo
  return (server.address() as AddressInfo).port;
}
