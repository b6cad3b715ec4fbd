import { describe, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import { cases } from "../testing/mapping-row.ts";

/*
 * Kinds of event that a provider sends beside those that it is known for: a shop that takes appointments, a chat that
 * has files. Amounts are in `money.test.ts`.
 */

const at = "2026-01-01T00:00:00.000Z";
const seconds = 1_767_225_600;
const slackEvent = (type: string, fields: JsonObject): Json => ({
  type: "event_callback",
  event: { type, ...fields },
});
const zoomCall = (event: string, fields: JsonObject): Json => ({
  event,
  payload: {
    account_id: "acc",
    object: { call_id: "c1", caller: { phone_number: "+1" }, callee: { phone_number: "+2" }, ...fields },
  },
});
const intercom = (topic: string, item: JsonObject): Json => ({ topic, data: { item } });
const squareOf = (type: string, kind: string, fields: JsonObject): Json => ({
  type,
  data: { id: "x", object: { [kind]: fields } },
});

describe("people, work and things", () => {
  test.each(
    cases([
      [
        "an appointment at Square",
        "square",
        squareOf("booking.created", "booking", {
          id: "b",
          start_at: "2026-01-01T00:00:00Z",
          appointment_segments: [{ duration_minutes: 60 }, { duration_minutes: 30 }],
        }),
        "meeting.scheduled",
        { meetingId: "b", startsAt: at, endsAt: "2026-01-01T01:30:00.000Z" },
      ],
      [
        "one that was called off",
        "square",
        squareOf("booking.updated", "booking", { id: "b", status: "CANCELLED_BY_CUSTOMER" }),
        "meeting.canceled",
        { meetingId: "b" },
      ],
      [
        "an order of Square's that was handed over",
        "square",
        squareOf("order.fulfillment.updated", "order_fulfillment_updated", {
          order_id: "o",
          fulfillment_update: [{ fulfillment_uid: "f", old_state: "PREPARED", new_state: "COMPLETED" }],
        }),
        "fulfilment.delivered",
        { fulfilmentId: "f", orderId: "o", status: "delivered" },
      ],
      [
        "a ticket of Intercom's",
        "intercom",
        intercom("ticket.created", {
          id: "t1",
          ticket_id: "42",
          ticket_attributes: { _default_title_: "It does not start" },
          ticket_state: { category: "submitted" },
          contacts: { contacts: [{ id: "c1" }] },
        }),
        "ticket.created",
        {
          ticketId: "t1",
          number: "42",
          subject: "It does not start",
          status: "submitted",
          requesterId: "c1",
        },
      ],
      [
        "an answer to it",
        "intercom",
        intercom("ticket.admin.replied", {
          ticket: { id: "t1" },
          ticket_part: { id: "p1", body: "Try again", author: { name: "Ada" } },
        }),
        "ticket.commented",
        {
          ticketId: "t1",
          commentId: "p1",
          comment: "Try again",
          commentAuthor: "Ada",
          isFromCustomer: false,
          isPublic: true,
        },
      ],
      [
        "a company among Intercom's customers",
        "intercom",
        intercom("company.created", { id: "co", name: "Acme", company_id: "7" }),
        "organization.created",
        { organizationId: "co", name: "Acme", slug: "7" },
      ],
      [
        "a company at HubSpot",
        "hubspot",
        {
          subscriptionType: "company.propertyChange",
          objectId: 8,
          propertyName: "name",
          propertyValue: "Acme",
        },
        "organization.updated",
        { organizationId: "8", name: "Acme" },
      ],
      [
        "a company at Pipedrive",
        "pipedrive",
        { meta: { entity: "organization", action: "create", entity_id: "5" }, data: { id: 5, name: "Acme" } },
        "organization.created",
        { organizationId: "5", name: "Acme" },
      ],
      [
        "someone who joined a workspace",
        "slack",
        slackEvent("team_join", {
          user: {
            id: "U1",
            name: "ada",
            team_id: "T1",
            profile: { email: "a@example.com", real_name: "Ada L" },
          },
        }),
        "user.created",
        { userId: "U1", username: "ada", name: "Ada L", email: "a@example.com", organizationId: "T1" },
      ],
      [
        "someone who was taken out of it",
        "slack",
        slackEvent("user_change", { user: { id: "U1", deleted: true } }),
        "user.deactivated",
        { userId: "U1" },
      ],
      [
        "a file in Slack",
        "slack",
        slackEvent("file_created", { file_id: "F1", user_id: "U1" }),
        "file.created",
        { fileId: "F1", author: "U1" },
      ],
      [
        "a file taken out of Slack",
        "slack",
        slackEvent("file_deleted", { file_id: "F1" }),
        "file.deleted",
        { fileId: "F1" },
      ],
      [
        "a user of Zoom's",
        "zoom",
        {
          event: "user.deactivated",
          payload: { account_id: "acc", object: { id: "u", email: "a@example.com", first_name: "Ada" } },
        },
        "user.deactivated",
        { userId: "u", email: "a@example.com", name: "Ada", organizationId: "acc" },
      ],
      [
        "a telephone call at Zoom",
        "zoom",
        zoomCall("phone.callee_ended", {
          answer_start_time: "2026-01-01T00:00:00Z",
          call_end_time: "2026-01-01T00:01:30Z",
        }),
        "call.completed",
        { callId: "c1", direction: "inbound", from: "+1", to: "+2", durationSeconds: 90 },
      ],
      [
        "one that nobody took",
        "zoom",
        zoomCall("phone.callee_missed", {}),
        "call.failed",
        { callId: "c1", reason: "no_answer" },
      ],
      [
        "one of one's own",
        "zoom",
        zoomCall("phone.caller_connected", {}),
        "call.answered",
        { callId: "c1", direction: "outbound" },
      ],
      [
        "who came to a meeting of Webex's",
        "webex",
        {
          resource: "meetingParticipants",
          event: "joined",
          data: { id: "p", meetingId: "m", email: "a@example.com", displayName: "Ada" },
        },
        "meeting.participant_joined",
        { meetingId: "m", participantId: "p", participantName: "Ada", participantEmail: "a@example.com" },
      ],
      [
        "its recording",
        "webex",
        { resource: "recordings", event: "created", data: { id: "r", meetingId: "m", topic: "Weekly" } },
        "meeting.recorded",
        { meetingId: "m", recordingId: "r", title: "Weekly" },
      ],
      [
        "a form of Cal.com's",
        "cal-com",
        {
          triggerEvent: "FORM_SUBMITTED",
          createdAt: at,
          payload: {
            formId: "f",
            formName: "Which team?",
            responses: { team: { label: "Team", value: ["a", "b"] }, size: { value: 3 } },
          },
        },
        "form.submitted",
        {
          submissionId: `f:${at}`,
          formId: "f",
          formName: "Which team?",
          answers: [
            { fieldId: "team", question: "Team", values: ["a", "b"] },
            { fieldId: "size", values: ["3"] },
          ],
        },
      ],
      [
        "a form in an advertisement",
        "meta",
        {
          object: "page",
          entry: [
            {
              id: "1",
              time: seconds,
              changes: [
                { field: "leadgen", value: { leadgen_id: "555", form_id: "77", created_time: seconds } },
              ],
            },
          ],
        },
        "form.submitted",
        { submissionId: "555", formId: "77", submittedAt: at },
      ],
      [
        "a file on an issue",
        "jira",
        {
          webhookEvent: "attachment_created",
          attachment: {
            id: "1",
            filename: "a.png",
            size: 5,
            mimeType: "image/png",
            author: { displayName: "Ada" },
          },
        },
        "file.created",
        { fileId: "1", name: "a.png", sizeBytes: 5, contentType: "image/png", author: "Ada" },
      ],
      [
        "an alert that Datadog repeats",
        "datadog",
        {
          id: "1",
          event_type: "metric_alert_monitor",
          transition: "Re-Triggered",
          alert_cycle_key: "c",
          title: "CPU",
        },
        "incident.updated",
        { incidentId: "c", title: "CPU" },
      ],
      [
        "a session that WorkOS ended",
        "workos",
        {
          id: "e",
          event: "session.revoked",
          data: { object: "session", id: "s", user_id: "u", ip_address: "203.0.113.7" },
        },
        "user.signed_out",
        { userId: "u", sessionId: "s", ip: "203.0.113.7" },
      ],
      [
        "a passkey that failed",
        "workos",
        {
          id: "e",
          event: "authentication.passkey_failed",
          data: { type: "passkey", user_id: "u", email: "a@example.com", error: { code: "x" } },
        },
        "user.sign_in_failed",
        { userId: "u", method: "passkey", reason: "x" },
      ],
      [
        "a password that was reset",
        "workos",
        {
          id: "e",
          event: "password_reset.succeeded",
          data: { id: "r", user_id: "u", email: "a@example.com" },
        },
        "user.password_changed",
        { userId: "u", email: "a@example.com" },
      ],
      [
        "what a customer of Plain says in Teams",
        "plain",
        {
          id: "e",
          type: "thread.ms_teams_message_received",
          payload: {
            eventType: "thread.ms_teams_message_received",
            thread: { id: "th" },
            msTeamsMessage: { id: "m", text: "Hello" },
          },
        },
        "ticket.commented",
        { ticketId: "th", commentId: "m", comment: "Hello", isFromCustomer: true },
      ],
      [
        "a user of Twitch's",
        "twitch",
        {
          subscription: { type: "user.update" },
          event: { user_id: "1", user_login: "ada", user_name: "Ada", email_verified: true },
        },
        "user.updated",
        { userId: "1", username: "ada", name: "Ada", emailVerified: true },
      ],
      [
        "a member of a Webflow site",
        "webflow",
        {
          triggerType: "user_account_added",
          payload: { id: "u", data: { data: { name: "Ada", email: "a@example.com" } } },
        },
        "user.created",
        { userId: "u", name: "Ada", email: "a@example.com" },
      ],
      [
        "a reader of a shop's letters",
        "bigcommerce",
        { scope: "store/subscriber/created", data: { type: "subscriber", id: 4 } },
        "contact.created",
        { contactId: "4" },
      ],
    ]),
  )("%s", (_what, check) => check());
});
