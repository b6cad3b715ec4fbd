import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import type { LogCase } from "./delivery-log.contract.ts";

/** DocuSign's Connect of the account a1. */
export const connectAt = "https://eu.docusign.net/restapi/v2.1/accounts/a1/connect";

/** The configuration 77, which keeps a log or does not. */
export function connectConfiguration(enableLog: "true" | "false" = "true"): HttpHandler {
  return http.get(`${connectAt}/77`, () =>
    HttpResponse.json({ configurations: [{ connectId: "77", enableLog }], totalRecords: "1" }),
  );
}

/** A failure of the configuration 77. */
export function connectFailure(id: string, fields: Record<string, JsonBodyType> = {}): JsonBodyType {
  return {
    failureId: id,
    connectId: "77",
    envelopeId: `envelope-${id}`,
    status: "Completed",
    created: "2026-05-01T10:00:00.000Z",
    error: "503 :: Service Unavailable",
    ...fields,
  };
}

/** All failures of the account. */
export function connectFailures(...failures: readonly JsonBodyType[]): HttpHandler {
  return http.get(`${connectAt}/failures`, () =>
    HttpResponse.json({ failures, totalRecords: String(failures.length) }),
  );
}

/** Publishes envelopes again; their ids are put into `published`. */
export function connectRetryQueue(published: unknown[] = []): HttpHandler {
  return http.put(`${connectAt}/envelopes/:id/retry_queue`, ({ params }) => {
    published.push(params["id"]);
    return HttpResponse.json({ retryQueue: [{ envelopeId: String(params["id"]), configId: "77" }] });
  });
}

/** Two failures, which are told of without their messages. */
export const docusignCase: LogCase = {
  provider: "docusign",
  key: "token",
  settings: { account: "a1", host: "eu.docusign.net" },
  endpoint: "77",
  ids: ["1", "2"],
  redelivers: true,
  handlers: () => [
    connectConfiguration(),
    connectFailures(connectFailure("1"), connectFailure("2")),
    connectRetryQueue(),
  ],
};
