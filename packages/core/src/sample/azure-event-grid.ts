import { defineSamples } from "./sample.ts";

export const azureEventGrid = defineSamples({
  headers: () => ({
    "content-type": "application/json; charset=utf-8",
    "aeg-delivery-count": "0",
    "aeg-event-type": "Notification",
    "aeg-subscription-name": "HOOKYARD",
  }),
  events: {
    "Microsoft.Storage.BlobCreated": (context) => ({
      payload: [
        {
          topic: "/subscriptions/a/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/acmeshop",
          subject: "/blobServices/default/containers/invoices/blobs/2026/01/invoice-7.pdf",
          eventType: "Microsoft.Storage.BlobCreated",
          id: context.uuid(),
          data: {
            api: "PutBlob",
            clientRequestId: context.uuid(),
            requestId: context.uuid(),
            eTag: "0x8D4BCC2E4835CD0",
            contentType: "application/pdf",
            contentLength: 524_288,
            blobType: "BlockBlob",
            url: "https://acmeshop.blob.core.windows.net/invoices/2026/01/invoice-7.pdf",
            sequencer: "00000000000004420000000000028963",
            storageDiagnostics: { batchId: context.uuid() },
          },
          dataVersion: "",
          metadataVersion: "1",
          eventTime: context.now.toISOString().replace("Z", "0000Z"),
        },
      ],
    }),
  },
  handshakes: {
    SubscriptionValidation: (context) => {
      const validationCode = context.uuid();
      return {
        headers: {
          "content-type": "application/json; charset=utf-8",
          "aeg-event-type": "SubscriptionValidation",
        },
        payload: [
          {
            id: context.uuid(),
            topic:
              "/subscriptions/a/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/acmeshop",
            subject: "",
            data: { validationCode, validationUrl: "https://rp-eastus2.eventgrid.azure.net/validate" },
            eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
            eventTime: context.now.toISOString(),
            metadataVersion: "1",
            dataVersion: "1",
          },
        ],
        isSigned: true,
        answer: {
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ validationResponse: validationCode }),
        },
      };
    },
    OPTIONS: () => ({
      method: "OPTIONS",
      headers: { "webhook-request-origin": "eventgrid.azure.net", "webhook-request-rate": "120" },
      isSigned: true,
      answer: { status: 200, headers: { "webhook-allowed-origin": "*", "webhook-allowed-rate": "*" } },
    }),
  },
});
