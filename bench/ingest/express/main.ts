/**
 * Starts what `BENCH_ROLES` names of the Express peer, `web`, `worker` or both, and says `{"port"}` (0 for a mere
 * worker) when it is ready.
 */
import type { AddressInfo } from "node:net";
import { createWebhookApp, startWebhookWorker } from "./webhooks.ts";

const roles = (process.env["BENCH_ROLES"] ?? "").split(",");
const redis = { host: "127.0.0.1", port: Number(process.env["BENCH_REDIS_PORT"]) };

if (roles.includes("worker")) {
  const worker = startWebhookWorker({ redis, records: process.env["BENCH_RECORDS"] ?? "" });
  await worker.waitUntilReady();
}
if (roles.includes("web")) {
  const app = createWebhookApp({ secret: process.env["BENCH_STRIPE_SECRET"] ?? "", redis });
  const server = app.listen(0, "127.0.0.1", () => {
    // safe: a server that listens on TCP has an AddressInfo
    const { port } = server.address() as AddressInfo;
    ready(port);
  });
} else {
  ready(0);
}
process.on("SIGTERM", () => process.exit(0));

function ready(port: number): void {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
}
