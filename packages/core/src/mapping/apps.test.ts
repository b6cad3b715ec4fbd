import { expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { auth0 } from "../provider/auth0.ts";
import { awsSns } from "../provider/aws-sns.ts";
import { calendly } from "../provider/calendly.ts";
import { clerk } from "../provider/clerk.ts";
import { elevenlabs } from "../provider/elevenlabs.ts";
import { googlePubsub } from "../provider/google-pubsub.ts";
import { hubspot } from "../provider/hubspot.ts";
import { okta } from "../provider/okta.ts";
import { pipedrive } from "../provider/pipedrive.ts";
import { retell } from "../provider/retell.ts";
import { zendesk } from "../provider/zendesk.ts";

function named(provider: Provider, payload: Json) {
  const header = (): undefined => undefined;
  const request = { method: "POST", url: "https://hooks.example.com/", headers: {}, body: new Uint8Array() };
  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });
  const { type, fields, mismatch } = normalise(provider, { payload, identity, header });
  return { type, fields, mismatch };
}

const meeting = "https://api.calendly.com/scheduled_events/B";
const invitee = (over: Json) => ({
  event: "invitee.created",
  payload: { name: "Ada", email: "a@example.com", scheduled_event: { uri: meeting }, ...(over as object) },
});
const ses = (kind: string, over: object) => ({
  Type: "Notification",
  Message: JSON.stringify({
    notificationType: kind,
    mail: { messageId: "0100", destination: ["a@example.com", "b@example.com"], source: "me@example.com" },
    ...over,
  }),
});
const stored = (eventType: string, over: object = {}) => ({
  message: { messageId: "1", attributes: { eventType, bucketId: "b", objectId: "x/y.pdf", ...over } },
});

test.each<[string, Provider, Json, string, object]>([
  [
    "a Calendly booking that replaces another was moved",
    calendly,
    invitee({ old_invitee: "https://api.calendly.com/scheduled_events/A/invitees/1" }),
    "meeting.rescheduled",
    { meetingId: meeting, previousMeetingId: "https://api.calendly.com/scheduled_events/A" },
  ],
  [
    "a Calendly cancelation that is half of a move is not told",
    calendly,
    { event: "invitee.canceled", payload: { rescheduled: true, scheduled_event: { uri: meeting } } },
    "calendly.invitee.canceled",
    {},
  ],
  [
    "a HubSpot deal in its last stage was lost",
    hubspot,
    {
      subscriptionType: "object.propertyChange",
      objectTypeId: "0-3",
      objectId: 7,
      propertyName: "dealstage",
      propertyValue: "closedlost",
    },
    "deal.lost",
    { dealId: "7", stage: "closedlost" },
  ],
  [
    "a HubSpot object of another kind stays as it is",
    hubspot,
    { subscriptionType: "object.creation", objectTypeId: "2-77", objectId: 7 },
    "hubspot.object.creation",
    {},
  ],
  [
    "a Pipedrive deal that was won before and changed again is an update",
    pipedrive,
    {
      data: { id: 7, status: "won", value: 10.5, currency: "JPY" },
      previous: { title: "x" },
      meta: { entity: "deal", action: "change", id: "1", entity_id: "7" },
    },
    "deal.updated",
    { dealId: "7" },
  ],
  [
    "a Zendesk ticket that is solved is closed, once",
    zendesk,
    {
      type: "zen:event-type:ticket.status_changed",
      id: "1",
      detail: { id: "5" },
      event: { current: "CLOSED", previous: "SOLVED" },
    },
    "ticket.updated",
    { ticketId: "5" },
  ],
  [
    "a Clerk member's name and address",
    clerk,
    {
      type: "organizationMembership.created",
      data: {
        id: "orgmem_1",
        role: "org:admin",
        organization: { id: "org_1", name: "Acme", slug: "acme" },
        public_user_data: {
          user_id: "user_1",
          identifier: "ada@example.com",
          first_name: "Ada",
          last_name: null,
        },
      },
    },
    "organization.member_added",
    { organizationId: "org_1", userId: "user_1", userEmail: "ada@example.com", userName: "Ada" },
  ],
  [
    "an Okta session that did not begin",
    okta,
    {
      uuid: "1",
      eventType: "user.session.start",
      outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" },
      actor: { id: "00u1", alternateId: "ada" },
    },
    "user.sign_in_failed",
    { userId: "00u1", username: "ada", reason: "INVALID_CREDENTIALS" },
  ],
  [
    "an Auth0 sign-in of nobody who is known",
    auth0,
    { log_id: "1", data: { type: "fu", log_id: "1", user_name: "who", description: "Wrong email" } },
    "user.sign_in_failed",
    { reason: "Wrong email" },
  ],
  [
    "an SES bounce through a topic",
    awsSns,
    ses("Bounce", {
      bounce: {
        bounceType: "Permanent",
        bouncedRecipients: [
          { emailAddress: "b@example.com", status: "5.1.1", diagnosticCode: "no such user" },
        ],
      },
    }),
    "email.bounced",
    { emailId: "0100", to: ["b@example.com"], bounceType: "permanent", code: "5.1.1" },
  ],
  [
    "other text through a topic",
    awsSns,
    { Type: "Notification", Message: "{ hello" },
    "aws-sns.Notification",
    {},
  ],
  [
    "a new object in Cloud Storage",
    googlePubsub,
    stored("OBJECT_FINALIZE"),
    "file.created",
    { fileId: "x/y.pdf" },
  ],
  [
    "an object that was overwritten was changed",
    googlePubsub,
    stored("OBJECT_FINALIZE", { overwroteGeneration: "1" }),
    "file.updated",
    { name: "y.pdf", folderId: "b" },
  ],
  [
    "and was not deleted",
    googlePubsub,
    stored("OBJECT_DELETE", { overwrittenByGeneration: "2" }),
    "google-pubsub.OBJECT_DELETE",
    {},
  ],
  [
    "a Retell call that nobody took",
    retell,
    { event: "call_ended", call: { call_id: "1", disconnection_reason: "dial_no_answer" } },
    "call.failed",
    { callId: "1", reason: "no_answer" },
  ],
  [
    "an ElevenLabs call that was not begun",
    elevenlabs,
    {
      type: "call_initiation_failure",
      data: { conversation_id: "1", agent_id: "2", failure_reason: "busy" },
    },
    "call.failed",
    { callId: "1", agentId: "2", reason: "busy" },
  ],
])("%s", (_name, provider, payload, type, fields) => {
  const result = named(provider, payload);

  expect(result).toMatchObject({ type, fields });
  expect(result.mismatch).toBeUndefined();
});
