import { Queue, Worker } from "bullmq";
import express, { type Express } from "express";
import Stripe from "stripe";
import { createDeliveryRecord } from "../delivery-record.ts";

const queueName = "webhooks";
const concurrency = 100;

export interface Redis {
  readonly host: string;
  readonly port: number;
}

/**
 * What a team would otherwise write: Express, the raw body, the official SDK's check, and the event in a queue before
 * the 200. The job's id is the event's, so that a second sending is no second job.
 */
export function createWebhookApp(options: { readonly secret: string; readonly redis: Redis }): Express {
  const stripe = new Stripe("sk_test_bench");
  const queue = new Queue(queueName, {
    connection: options.redis,
    defaultJobOptions: { attempts: 8, backoff: { type: "exponential", delay: 10_000 } },
  });
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.post(
    "/webhooks/stripe",
    express.raw({ type: "application/json", limit: "10mb" }),
    async (request, response) => {
      let event: Stripe.Event;
      try {
        // safe: express.raw makes the body a Buffer
        const body = request.body as Buffer;
        event = stripe.webhooks.constructEvent(
          body,
          request.headers["stripe-signature"] ?? "",
          options.secret,
        );
      } catch {
        response.status(400).json({ error: "signature_invalid" });
        return;
      }
      await queue.add(event.type, event, { jobId: event.id });
      response.json({ id: event.id });
    },
  );
  return app;
}

/** The other half: takes the jobs and notes them, as Hookyard's consumer does. */
export function startWebhookWorker(options: { readonly redis: Redis; readonly records: string }): Worker {
  const record = createDeliveryRecord(options.records);
  return new Worker<Stripe.Event>(
    queueName,
    (job) => {
      record.delivered(job.data.id);
      return Promise.resolve();
    },
    { connection: options.redis, concurrency },
  );
}
