import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";

const at = "2026-05-01T10:00:00.000Z";

/** Where the webhooks are that are ours. */
export const figmaHook = "https://hooks.example.com/webhooks/mine";

/** Figma's webhooks, as its API has them. */
export const figmaAt = "https://api.figma.com/v2/webhooks";

/** What Figma sent of a webhook. */
export function figmaEvent(webhook: string): Record<string, JsonBodyType> {
  const made = createSample({ id: "figma" }, { now: new Date(at), random: repeatableBytes("figma") });
  const sample = JSON.parse(Buffer.from(made.body).toString()) as Record<string, JsonBodyType>; // safe: a sample is an object
  return { ...sample, webhook_id: webhook, timestamp: at };
}

/** One try to send it, and what that was answered. */
export function figmaRequest(
  payload: JsonBodyType,
  status: string | undefined,
  sentAt = at,
): Record<string, JsonBodyType> {
  return {
    webhook_id: "22",
    request_info: { id: "22", endpoint: figmaHook, payload, sent_at: sentAt },
    response_info: status === undefined ? null : { status, received_at: sentAt },
    error_msg: null,
  };
}

/** A webhook of the team 42. */
export function figmaWebhook(id: string, endpoint: string): Record<string, JsonBodyType> {
  return {
    id,
    event_type: "FILE_COMMENT",
    team_id: "42",
    context: "team",
    context_id: "42",
    plan_api_id: "1",
    status: "ACTIVE",
    client_id: null,
    passcode: "",
    endpoint,
    description: "Hookyard: mine",
  };
}

/** Two webhooks of ours with a failed request each, and one of somebody else's. */
export function figmaRequestHandlers(): readonly HttpHandler[] {
  const failed = (id: string): HttpHandler =>
    http.get(`${figmaAt}/${id}/requests`, () =>
      HttpResponse.json({ requests: [figmaRequest(figmaEvent(id), "503")] }),
    );
  const webhooks = [
    figmaWebhook("22", figmaHook),
    figmaWebhook("23", "https://elsewhere.example.com"),
    figmaWebhook("21", figmaHook),
  ];
  return [http.get(figmaAt, () => HttpResponse.json({ webhooks })), failed("21"), failed("22")];
}
