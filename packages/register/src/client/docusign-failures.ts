import { ConfigError, type Json } from "@hookyard/core";
import { AnswerShapeError, listAt, optionalListAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";

/**
 * Connect's failures: which envelope, in which status, and why; neither the message nor, where it told of a recipient,
 * which event. So each should have come as `envelope-<status>` of its envelope: there is a gap to see and nothing to bring
 * in, but the envelope can be published again.
 *
 * It has no pages, and is kept for 15 days. Whether a failure goes once a retry has come through is not documented, so
 * what came after it is looked for here.
 * @see https://developers.docusign.com/docs/esign-rest-api/reference/connect/connectevents/listfailures/
 */
export function docusignFailures(
  api: ApiClient,
  connect: string,
  configurationId: string | undefined,
): DeliveryLog {
  const published = new Set<string>();
  return {
    reachDays: 15,
    hasBodies: false,
    ...(configurationId !== undefined && { isOfEndpoint: true as const }),
    async page({ since, until }) {
      if (configurationId !== undefined)
        await requireLog(api, `${connect}/${encodeURIComponent(configurationId)}`);
      return api.send(
        {
          does: "list Connect's failures",
          method: "GET",
          path: `${connect}/failures`,
          query: { from_date: since.toISOString(), to_date: until.toISOString() },
        },
        ({ json }) => ({
          events: failuresIn(json)
            .filter(
              (item) =>
                configurationId === undefined || optionalTextAt(item, "connectId") === configurationId,
            )
            .map(readFailure)
            .filter(({ time }) => time >= since && time < until),
        }),
      );
    },
    /** Once for an envelope: what is published again is all that it has to tell. */
    async redeliver({ subject }) {
      if (subject === undefined) return "unavailable"; // a template's
      if (published.has(subject)) return undefined;
      await api.send(
        {
          does: "publish an envelope again",
          method: "PUT",
          path: `${connect}/envelopes/${encodeURIComponent(subject)}/retry_queue`,
          json: {}, // as its own library sends it
        },
        () => undefined,
      );
      published.add(subject);
      return undefined;
    },
  };
}

/** Without its log the list may be empty, which would read like nothing missing. */
async function requireLog(api: ApiClient, path: string): Promise<void> {
  const isKept = await api.send({ does: "read the Connect configuration", method: "GET", path }, ({ json }) =>
    listAt(json, "configurations").some((item) => optionalTextAt(item, "enableLog") === "true"),
  );
  if (isKept) return;
  throw new ConfigError(
    "DocuSign keeps no log of this Connect configuration, so what failed is not known: run hookyard register again, which switches it on",
  );
}

/** It may leave the list out where there are none. */
function failuresIn(json: Json): readonly Json[] {
  const failures = optionalListAt(json, "failures");
  if (failures.length === 0 && textAt(json, "totalRecords") !== "0")
    throw new AnswerShapeError("failures", "a list of totalRecords");
  return failures;
}

function readFailure(item: Json): LoggedEvent {
  const subject = optionalTextAt(item, "envelopeId");
  return {
    logId: textAt(item, "failureId"),
    ...(subject !== undefined && { subject, isToldByLater: true }),
    type: `envelope-${textAt(item, "status").toLowerCase()}`,
    time: timeAt(item, "created"),
    failure: optionalTextAt(item, "error") ?? "not delivered",
  };
}
