import { defineSamples } from "./sample.ts";

export const adobeSign = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Adobe Sign" }),
  events: {
    AGREEMENT_WORKFLOW_COMPLETED: (context) => ({
      payload: {
        webhookId: context.uuid(),
        webhookName: "Hookyard",
        webhookNotificationId: context.uuid(),
        webhookUrlInfo: { url: "https://hooks.example.com/webhooks/adobe-sign" },
        webhookScope: "ACCOUNT",
        event: "AGREEMENT_WORKFLOW_COMPLETED",
        subEvent: "",
        eventDate: context.now.toISOString().replace(/\.\d+/, ""),
        eventResourceType: "agreement",
        participantUserId: `CBJCHBCAABAA${context.id(40)}`,
        participantUserEmail: "ada@example.com",
        actingUserEmail: "ada@example.com",
        agreement: {
          id: `CBJCHBCAABAA${context.id(40)}`,
          name: "Lease of the yard",
          signatureType: "ESIGN",
          status: "SIGNED",
          senderEmail: "grace@example.com",
          participantSetsInfo: {
            participantSets: [
              {
                memberInfos: [
                  { id: `CBJCHBCAABAA${context.id(40)}`, email: "ada@example.com", name: "Ada Lovelace" },
                ],
                order: 1,
                role: "SIGNER",
                status: "COMPLETED",
              },
            ],
          },
        },
      },
    }),
  },
  handshakes: {
    // The client id, which stands for a signature, comes back in a header.
    verification: () => ({ method: "GET", isSigned: true, answer: { status: 200 } }),
  },
});
