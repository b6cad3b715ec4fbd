import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import type { LogCase } from "./delivery-log.contract.ts";

const at = "2026-05-01T10:00:00.000Z";

/** Lithic's API. */
export const lithicAt = "https://api.lithic.com/v1";

/** An event, as the list of them has it. */
export function lithicEvent(token: string, created = at): Record<string, JsonBodyType> {
  const { body } = createSample({ id: "lithic" }, { now: new Date(at), random: repeatableBytes("lithic") });
  const payload = JSON.parse(Buffer.from(body).toString()) as Record<string, JsonBodyType>; // safe: a sample is an object
  return { token, created, event_type: "card_transaction.updated", payload };
}

function failedAttempt(token: string, event: string, status: number): Record<string, JsonBodyType> {
  return {
    token,
    created: at,
    event_token: event,
    event_subscription_token: "ep_1",
    response: "",
    response_status_code: status,
    status: "FAILED",
    url: "https://hooks.example.com/webhooks/mine",
  };
}

function list(
  path: string,
  first: readonly Record<string, JsonBodyType>[],
  rest: readonly Record<string, JsonBodyType>[],
): HttpHandler {
  return http.get(`${lithicAt}${path}`, ({ request }) => {
    const isFirst = new URL(request.url).searchParams.get("starting_after") === null;
    return HttpResponse.json({ data: isFirst ? first : rest, has_more: isFirst });
  });
}

/** Two events, and the attempts of one subscription that failed, on two pages each. */
export const lithicCase: LogCase = {
  provider: "lithic",
  key: "key",
  settings: {},
  endpoint: "ep_1",
  ids: ["msg_2", "msg_1"],
  redelivers: true,
  handlers: () => [
    list(
      "/event_subscriptions/ep_1/attempts",
      [failedAttempt("atmpt_2", "msg_1", 503), failedAttempt("atmpt_1", "msg_1", 500)],
      [failedAttempt("atmpt_0", "msg_2", 0)],
    ),
    list("/events", [lithicEvent("msg_2")], [lithicEvent("msg_1")]),
    http.post(`${lithicAt}/events/:event/event_subscriptions/ep_1/resend`, () => HttpResponse.json({})),
  ],
};
