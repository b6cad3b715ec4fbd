import { describe, expect, test } from "vitest";
import { helpscout } from "../provider/helpscout.ts";
import { intercom } from "../provider/intercom.ts";
import { mautic } from "../provider/mautic.ts";
import { become } from "../testing/mapping-row.ts";

describe("tickets and forms", () => {
  test("Intercom's reply has who wrote what", () => {
    const item = {
      id: 147,
      state: "open",
      admin_assignee_id: 0,
      conversation_parts: { conversation_parts: [{ id: "p", body: "<p>Hi</p>", author: { name: "Ada" } }] },
    };

    expect(become(intercom, { id: "n", topic: "conversation.admin.replied", data: { item } })).toEqual({
      type: "ticket.commented",
      subject: "147",
      fields: {
        ticketId: "147",
        status: "open",
        commentId: "p",
        comment: "<p>Hi</p>",
        commentAuthor: "Ada",
        isFromCustomer: false,
        isPublic: true,
      },
    });
  });

  test.each([
    ["closed", "ticket.closed"],
    ["pending", "ticket.updated"],
  ])("Help Scout's status %s is %s", (status, type) => {
    expect(become(helpscout, { id: 5, status }, { "x-helpscout-event": "convo.status" }).type).toBe(type);
  });

  test("Mautic's form has its answers", () => {
    const submission = {
      id: 3,
      dateSubmitted: "2026-01-01T00:00:00+00:00",
      form: { id: 2, name: "Ask" },
      results: { email: "a@b.c", size: ["s", "m"] },
    };

    expect(become(mautic, { "mautic.form_on_submit": [{ submission }] })).toMatchObject({
      type: "form.submitted",
      fields: {
        submissionId: "3",
        formId: "2",
        submittedAt: "2026-01-01T00:00:00.000Z",
        answers: [
          { fieldId: "email", values: ["a@b.c"] },
          { fieldId: "size", values: ["s", "m"] },
        ],
      },
    });
  });
});
