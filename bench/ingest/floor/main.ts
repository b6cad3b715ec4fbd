/**
 * The floor: what no webhook server can go below. Reads the body, verifies Stripe's HMAC in constant time, parses,
 * answers. Nothing is kept, nothing is delivered.
 */
import { type KeyObject, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

const toleranceSeconds = 300;
const signatureBytes = 32;
const key = createSecretKey(Buffer.from(process.env["BENCH_STRIPE_SECRET"] ?? ""));

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    if (!isSigned(request.headers["stripe-signature"], body, key)) {
      answer(response, 401, `{"error":"signature_invalid"}`);
      return;
    }
    // safe: signed by Stripe, and only the id is looked at
    const event = JSON.parse(body.toString("utf8")) as { readonly id: string };
    answer(response, 200, `{"id":"${event.id}"}`);
  });
}

function isSigned(header: string | string[] | undefined, body: Buffer, secret: KeyObject): boolean {
  if (typeof header !== "string") return false;
  const parts = /^t=(\d+),v1=([0-9a-f]{64})/.exec(header);
  const timestamp = parts?.[1];
  const signature = parts?.[2];
  if (timestamp === undefined || signature === undefined) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === signatureBytes && timingSafeEqual(given, expected);
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const server = createServer(receive);
server.listen(0, "127.0.0.1", () => {
  // safe: a server that listens on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
