import { type AddressInfo, type Server, createServer } from "node:net";
import { poissonArrivals } from "./arrivals.ts";
import { createGenerator } from "./generator.ts";
import type { Requests } from "./requests.ts";

const warmRequests = 3_000;
const okAnswer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

/**
 * Runs the generator's own code hot against a stub in this process, so that the first seconds of a run do not show
 * the generator being compiled. Uses the real requests, because sizes and shapes are what it is compiled for.
 */
export async function warmGenerator(requests: Requests): Promise<void> {
  const server = await listen();
  // safe: a server that listens on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo;
  const generator = createGenerator({ host: "127.0.0.1", port, connections: 16 });
  await generator.ready;
  const count = Math.min(warmRequests, requests.count);
  const due = poissonArrivals({ count, perSecond: 20_000, seed: 1 });
  await generator.run({ requests: { count, at: requests.at }, due, sendForMs: 1_000, patienceMs: 100 });
  generator.close();
  server.close();
}

/** Answers once for every piece that begins like a request. */
async function listen(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      if (chunk.toString("latin1", 0, 5) === "POST ") socket.write(okAnswer);
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
