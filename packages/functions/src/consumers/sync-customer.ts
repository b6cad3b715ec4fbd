import { env } from "../env.ts";
import { lambdaConsumer } from "../lambda-consumer.ts";
import { router } from "../router.ts";
import { send } from "../send.ts";

/**
 * Keeps the CRM's copy of each customer. Events may arrive out of order, so each carries its time, and the CRM keeps
 * the newest; putting the same twice changes nothing.
 */
export const syncCustomer = router.consumer("sync-customer", async (event, context) => {
  const { customerId, email, name, phone, country } = event.data;
  const isDeleted = event.type === "customer.deleted";
  context.log.info(isDeleted ? "removing a customer" : "saving a customer", {
    customerId,
    provider: event.provider,
    sent: env.crmUrl !== undefined,
  });
  if (env.crmUrl === undefined) return;

  const url = new URL(env.crmUrl);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${event.provider}/${encodeURIComponent(customerId)}`;
  const customer = isDeleted
    ? { updatedAt: event.time }
    : { email, name, phone, country, updatedAt: event.time };
  await send({ url, method: isDeleted ? "DELETE" : "PUT", body: customer, context });
});

export const handler = lambdaConsumer(syncCustomer);
