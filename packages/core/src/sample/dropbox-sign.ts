import { defineSamples, unixSeconds } from "./sample.ts";

export const dropboxSign = defineSamples({
  // Signing makes a form with parts of the JSON.
  headers: () => ({ "content-type": "application/json", "user-agent": "Dropbox Sign API" }),
  events: {
    signature_request_signed: (context) => {
      const signature = context.id(32).toLowerCase();
      const id = context.id(40).toLowerCase();
      return {
        payload: {
          event: {
            event_type: "signature_request_signed",
            event_time: String(unixSeconds(context.now)),
            event_hash: "",
            event_metadata: {
              related_signature_id: signature,
              reported_for_account_id: context.id(40).toLowerCase(),
              reported_for_app_id: null,
              event_message: null,
            },
          },
          signature_request: {
            signature_request_id: id,
            title: "Lease of the yard",
            original_title: "Lease of the yard",
            subject: null,
            message: null,
            test_mode: false,
            is_complete: false,
            is_declined: false,
            requester_email_address: "grace@example.com",
            details_url: `https://app.hellosign.com/home/manage?guid=${id}`,
            created_at: unixSeconds(context.now) - 3600,
            expires_at: null,
            signatures: [
              {
                signature_id: signature,
                signer_email_address: "ada@example.com",
                signer_name: "Ada Lovelace",
                order: null,
                status_code: "signed",
                signed_at: unixSeconds(context.now),
                decline_reason: null,
              },
            ],
          },
        },
      };
    },
  },
});
