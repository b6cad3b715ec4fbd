import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";

const eventBridge = new EventBridgeClient({
  region: process.env["AWS_REGION"] ?? "",
  endpoint: process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] ?? "",
  cacheMiddleware: true,
});
const EventBusName = process.env["HOOKYARD_BUS"] ?? "";
const app = new Hono();

/** Hono and one client: it verifies nothing, knows no duplicates and keeps nothing. */
app.post("/webhooks/stripe", async (context) => {
  const text = await context.req.text();
  const { id, type } = JSON.parse(text) as { readonly id: string; readonly type: string }; // safe: the benchmark's own
  await eventBridge.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: "stripe", DetailType: type, Detail: text }] }),
  );
  return context.json({ id, status: "accepted" });
});

export const handler = handle(app);
