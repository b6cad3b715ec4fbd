import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function envelope(
  context: SampleContext,
  type: string,
  {
    data = {},
    ...over
  }: { data?: JsonObject; status: string; signer: JsonObject; completedDateTime?: string },
): SampleEvent {
  const id = context.uuid();
  const { signer, ...summary } = over;
  return {
    payload: {
      event: type,
      apiVersion: "v2.1",
      uri: `/restapi/v2.1/accounts/${context.uuid()}/envelopes/${id}`,
      retryCount: 0,
      configurationId: Number(context.digits(8)),
      generatedDateTime: context.now.toISOString(),
      data: {
        accountId: context.uuid(),
        userId: context.uuid(),
        envelopeId: id,
        ...data,
        envelopeSummary: {
          envelopeId: id,
          emailSubject: "Please sign: lease of the yard",
          sentDateTime: new Date(context.now.getTime() - 3_600_000).toISOString(),
          expireDateTime: new Date(context.now.getTime() + 120 * 86_400_000).toISOString(),
          sender: { userName: "Grace Hopper", email: "grace@example.com" },
          recipients: {
            signers: [{ recipientId: "1", name: "Ada Lovelace", email: "ada@example.com", ...signer }],
          },
          ...summary,
        },
      },
    },
  };
}

export const docusign = defineSamples({
  headers: () => ({ "content-type": "application/json; charset=utf-8", "user-agent": "DocuSign-Connect" }),
  events: {
    "envelope-sent": (context) =>
      envelope(context, "envelope-sent", { status: "sent", signer: { status: "sent" } }),

    "recipient-completed": (context) =>
      envelope(context, "recipient-completed", {
        data: { recipientId: "1" },
        status: "delivered",
        signer: { status: "completed", signedDateTime: context.now.toISOString() },
      }),

    "envelope-completed": (context) =>
      envelope(context, "envelope-completed", {
        status: "completed",
        completedDateTime: context.now.toISOString(),
        signer: { status: "completed", signedDateTime: context.now.toISOString() },
      }),
  },
});
