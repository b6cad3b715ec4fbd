import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";
import { openLog, readAll, testDeliveryLog } from "../testing/delivery-log.contract.ts";
import { loggedAt, loggedDeliveries } from "../testing/logged-deliveries.ts";

for (const one of loggedDeliveries) testDeliveryLog(one);

test("shopify's resources stand in for what it sent, kind by kind and page by page", async () => {
  const server = setupServer(
    http.post("https://acme.myshopify.com/admin/api/2026-01/graphql.json", async ({ request }) => {
      const { query, variables } = (await request.json()) as {
        query: string;
        variables: { after: string | null };
      };
      const field = ["orders", "customers", "products"].find((name) => query.includes(`${name}(`)) ?? "";
      const isFirst = variables.after === null;
      return HttpResponse.json({
        data: {
          [field]: {
            nodes: [{ id: `gid://shopify/${field}/${isFirst ? 1 : 2}`, createdAt: loggedAt }],
            pageInfo: { hasNextPage: isFirst && field === "orders", endCursor: "c1" },
          },
        },
      });
    }),
  );

  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  const events = await readAll(
    openLog({ provider: "shopify", key: "shpat", settings: { shop: "acme.myshopify.com" } }),
  );

  expect(events.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
    "orders/create gid://shopify/orders/1",
    "orders/create gid://shopify/orders/2",
    "customers/create gid://shopify/customers/1",
    "products/create gid://shopify/products/1",
  ]);
});

test("a delivery of which gitlab does not say when it was is not passed over", async () => {
  const delivery = (id: number, headers: Readonly<Record<string, string>>) => ({
    id,
    url: "https://hooks.example.com/webhooks/gitlab",
    trigger: "push_hooks",
    request_headers: { "Content-Type": "application/json", "X-Gitlab-Event": "Push Hook", ...headers },
    request_data: { object_kind: "push" },
    response_status: "500",
  });
  const seconds = String(Date.parse(loggedAt) / 1000);
  const server = setupServer(
    http.get("https://gitlab.com/api/v4/projects/acme%2Fshop/hooks/9/events", () =>
      HttpResponse.json([
        delivery(3, { "Idempotency-Key": "no-time" }),
        delivery(2, { "webhook-id": "signed", "webhook-timestamp": seconds }),
        delivery(1, { "webhook-id": "long-ago", "webhook-timestamp": "1" }),
      ]),
    ),
  );
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  const log = openLog({ provider: "gitlab", key: "glpat", settings: { project: "acme/shop" } });
  const events = await readAll(log);

  expect(events.map(({ providerId }) => providerId)).toEqual(["no-time", "signed"]);
});
