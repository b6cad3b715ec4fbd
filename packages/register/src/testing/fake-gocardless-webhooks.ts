import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { pageSize } from "./fake-account.ts";

const webhooksAt = "https://api.gocardless.com/webhooks";

/** What the list of webhooks was asked for, and which of them were sent again. */
export interface GocardlessCalls {
  readonly lists: URLSearchParams[];
  readonly retried: unknown[];
}

/** A webhook that held these events. */
export function gocardlessWebhook(id: string, successful: boolean, ...events: string[]): JsonBodyType {
  return {
    id,
    successful,
    is_test: false,
    created_at: "2026-05-01T10:00:00.000Z",
    url: "https://hooks.example.com/webhooks/mine",
    request_headers: {},
    request_body: JSON.stringify({ events: events.map((each) => ({ id: each })) }),
    response_code: successful ? 204 : 503,
  };
}

/** The webhooks that were sent, two a page, each to be sent again. What they are asked is put into `calls`. */
export function gocardlessWebhooks(
  webhooks: readonly JsonBodyType[],
  calls: GocardlessCalls = { lists: [], retried: [] },
): HttpHandler[] {
  return [
    http.get(webhooksAt, ({ request }) => {
      const query = new URL(request.url).searchParams;
      calls.lists.push(query);
      const start = Number(query.get("after") ?? 0);
      const next = start + pageSize < webhooks.length ? String(start + pageSize) : null;
      return HttpResponse.json({
        webhooks: webhooks.slice(start, start + pageSize),
        meta: { cursors: { after: next, before: null }, limit: 50 },
      });
    }),
    http.post(`${webhooksAt}/:id/actions/retry`, ({ params }) => {
      calls.retried.push(params["id"]);
      return HttpResponse.json({ webhooks: { id: String(params["id"]) } });
    }),
  ];
}
