import type { Json, JsonObject } from "../event.ts";
import { defineSamples, type SampleContext } from "./sample.ts";

function event(context: SampleContext, type: string, entity: string, data: JsonObject): Json {
  return {
    id: context.uuid(),
    timestamp: context.now.toISOString(),
    workspace_id: "13950b26-c203-4f3b-b97d-93ec06319565",
    workspace_name: "Acme",
    subscription_id: "29d75c0d-5546-4414-8459-7b7a92f1fc4b",
    integration_id: "0ef2e755-4912-8096-91c1-00376a88a5ca",
    type,
    authors: [{ id: "c7c11cca-1d73-471d-9b6e-bdef51470190", type: "person" }],
    accessible_by: [{ id: "556a1abf-4f08-40c6-878a-75890d2a88ba", type: "bot" }],
    attempt_number: 1,
    entity: { id: context.uuid(), type: entity },
    data,
  };
}

const parent: JsonObject = { id: "13950b26-c203-4f3b-b97d-93ec06319565", type: "space" };

export const notion = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "notion-webhooks" }),
  events: {
    "page.created": (context) => ({ payload: event(context, "page.created", "page", { parent }) }),
    "page.content_updated": (context) => ({
      payload: event(context, "page.content_updated", "page", {
        updated_blocks: [{ id: context.uuid(), type: "block" }],
        parent,
      }),
    }),
    "comment.created": (context) => ({
      payload: event(context, "comment.created", "comment", {
        page_id: context.uuid(),
        parent: { id: context.uuid(), type: "page" },
      }),
    }),
  },
  handshakes: {
    verification: (context) => ({
      headers: { "content-type": "application/json" },
      payload: { verification_token: `secret_${context.id(43)}` },
      isSigned: false,
      answer: { status: 200 },
    }),
  },
});
