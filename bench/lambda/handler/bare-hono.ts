import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { store } from "./aws-calls.ts";

const app = new Hono();

/** The least that Hono and the SDK cost: nothing is verified. */
app.post("/webhooks/stripe", async (context) => {
  const text = await context.req.text();
  const { id, type } = JSON.parse(text) as { readonly id: string; readonly type: string }; // safe: the benchmark's own
  await store({ id, type, text });
  return context.json({ id, status: "accepted" });
});

export const handler = handle(app);
