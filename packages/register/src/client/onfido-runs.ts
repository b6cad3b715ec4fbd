import { listAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/** How a workflow run ends. Whether one that was abandoned or failed is told of is not said, so it is not expected. */
const ends = "approved,declined,review";
/** Runs are found by when they were made: one that took longer to its end is not seen. */
const longestRunDays = 7;
const dayMilliseconds = 86_400_000;

/**
 * Onfido lists no webhooks that it sent, so its workflow runs stand in: each that came to its end should have come as
 * `workflow_run.completed`. Events have no ids, and what was sent is not kept: there is a gap to see and nothing to bring
 * in. Checks can be listed by applicant alone, and its call that sends again takes checks alone. Newest first, page by
 * page until one is empty: a run that ends meanwhile moves others to a later page, never to an earlier one.
 * (Paths and fields read in @onfido/api 6.2.0; that a run's last update is its end, from memory.)
 * @see https://documentation.onfido.com/api/latest/#list-workflow-runs
 */
export function onfidoRuns(api: ApiClient, path: string): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: false,
    page: ({ since, until }, page = "1") =>
      api.send(
        {
          does: "list its workflow runs",
          method: "GET",
          path,
          query: {
            page,
            sort: "desc",
            status: ends,
            created_at_gt: new Date(since.getTime() - longestRunDays * dayMilliseconds).toISOString(),
            created_at_lt: until.toISOString(),
          },
        },
        ({ json }) => {
          const runs = listAt(json, "").map((item) => ({
            logId: textAt(item, "id"),
            subject: textAt(item, "id"),
            type: "workflow_run.completed",
            time: timeAt(item, valueAt(item, "updated_at") === undefined ? "created_at" : "updated_at"),
          }));
          return {
            events: runs.filter(({ time }) => time >= since && time < until),
            ...(runs.length > 0 && { next: String(Number(page) + 1) }),
          };
        },
      ),
  };
}
