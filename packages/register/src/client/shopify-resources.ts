import { isTrueAt, listAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { askGraphql } from "./graphql.ts";

/** What is asked for by resource, and the topic that its creation is told with. */
const resources = [
  { field: "orders", topic: "orders/create" },
  { field: "customers", topic: "customers/create" },
  { field: "products", topic: "products/create" },
] as const;

/**
 * Shopify keeps no list of what it sent, so its resources stand in: each order, customer and product that was made in
 * the range should have come as `…/create`. What was sent is known by the resource alone, and the event's id by
 * nobody: there is a gap to see and nothing to bring in.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/orders
 */
export function shopifyResources(api: ApiClient, version: string): DeliveryLog {
  return {
    reachDays: 60, // orders beyond need the scope read_all_orders
    hasBodies: false,
    async page({ since, until }, cursor) {
      const [position = "0", after] = (cursor ?? "0").split("|", 2);
      const index = Number(position);
      const resource = resources[index];
      if (resource === undefined) return { events: [] };
      const { field, topic } = resource;
      const page = await askGraphql(
        api,
        "Shopify",
        {
          does: `list its ${field}`,
          path: `/admin/api/${version}/graphql.json`,
          query: `query ($after: String, $query: String!) { ${field}(first: 100, after: $after, query: $query, sortKey: CREATED_AT) {
            nodes { id createdAt } pageInfo { hasNextPage endCursor } } }`,
          variables: {
            after: after ?? null,
            query: `created_at:>='${since.toISOString()}' AND created_at:<'${until.toISOString()}'`,
          },
        },
        (data) => ({
          events: listAt(data, `${field}.nodes`).map((node) => ({
            logId: textAt(node, "id"),
            subject: textAt(node, "id"),
            type: topic,
            time: timeAt(node, "createdAt"),
          })),
          isMore: isTrueAt(data, `${field}.pageInfo.hasNextPage`),
          end: optionalTextAt(data, `${field}.pageInfo.endCursor`) ?? "",
        }),
      );
      const isLast = index === resources.length - 1;
      const following = isLast ? undefined : String(index + 1);
      const next = page.isMore ? `${index}|${page.end}` : following;
      return { events: page.events, ...(next !== undefined && { next }) };
    },
  };
}
