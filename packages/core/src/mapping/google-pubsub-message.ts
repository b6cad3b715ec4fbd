import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, someText, translate } from "../domain/read.ts";
import { jsonFields, readOnce } from "./read-once.ts";

/*
 * What Google writes into topics without naming a type: alerts of Cloud Monitoring, builds of Cloud Build, and what
 * becomes of subscriptions at Google Play. Names from memory of their references.
 * @see https://cloud.google.com/monitoring/support/notification-options#webhooks
 * @see https://cloud.google.com/build/docs/subscribe-build-notifications
 * @see https://developer.android.com/google/play/billing/rtdn-reference
 */

/** Rows of Pub/Sub's mapping for these. */
export const messageRows = [
  row("incident.triggered", incident, { when: isIncident("open"), subject: incidentId }),
  row(
    "incident.resolved",
    (input) => ({ ...incident(input), resolvedAt: instant(alert(input)["ended_at"]) }),
    {
      when: isIncident("closed"),
      subject: incidentId,
    },
  ),
  row("build.created", build, { when: isBuild("PENDING", "QUEUED"), subject: buildId }),
  row("build.started", build, { when: isBuild("WORKING"), subject: buildId }),
  row("build.succeeded", build, { when: isBuild("SUCCESS"), subject: buildId }),
  row("build.failed", build, {
    when: isBuild("FAILURE", "INTERNAL_ERROR", "TIMEOUT", "EXPIRED"),
    subject: buildId,
  }),
  row("build.canceled", build, { when: isBuild("CANCELLED"), subject: buildId }),
  row("subscription.created", subscription, { when: isPlay(4), subject: playToken }),
  row("subscription.renewed", subscription, { when: isPlay(2), subject: playToken }),
  row("subscription.resumed", subscription, { when: isPlay(1), subject: playToken }),
  row("subscription.payment_failed", subscription, { when: isPlay(5, 6), subject: playToken }),
  row("subscription.paused", subscription, { when: isPlay(10), subject: playToken }),
  row("subscription.canceled", subscription, { when: isPlay(12, 13), subject: playToken }),
  // Cancelled, it runs on to the end of its period.
  row("subscription.updated", (input) => ({ ...subscription(input), cancelAtPeriodEnd: true }), {
    when: isPlay(3),
    subject: playToken,
  }),
  row("subscription.updated", subscription, { when: isPlay(7, 8, 9, 11), subject: playToken }),
] as const;

const read = readOnce((payload) => {
  const { data } = fields(fields(payload)["message"]);
  return typeof data === "string" ? jsonFields(Buffer.from(data, "base64").toString("utf8")) : {};
});

function alert({ payload }: MappingInput): Fields {
  return fields(read(payload)["incident"]);
}

function isIncident(state: string): (input: MappingInput) => boolean {
  return (input) => alert(input)["state"] === state;
}

function incidentId(input: MappingInput): string | undefined {
  return idText(alert(input)["incident_id"]);
}

function incident(input: MappingInput): DomainFields<"incident.triggered"> {
  const entry = alert(input);
  return {
    incidentId: incidentId(input),
    title: someText(entry["policy_name"]) ?? someText(entry["condition_name"]),
    description: someText(entry["summary"]),
    severity: someText(entry["severity"]),
    status: entry["state"],
    service: someText(entry["resource_display_name"]) ?? someText(entry["resource_name"]),
    url: someText(entry["url"]),
    triggeredAt: instant(entry["started_at"]),
  };
}

/** The attributes name the build, so that what else has an id and a state is not taken for one. */
function buildId({ payload }: MappingInput): string | undefined {
  return someText(fields(fields(fields(payload)["message"])["attributes"])["buildId"]);
}

function isBuild(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return (input) =>
    buildId(input) !== undefined && statuses.some((status) => status === read(input.payload)["status"]);
}

function build(input: MappingInput): DomainFields<"build.succeeded"> {
  const entry = read(input.payload);
  const { REPO_FULL_NAME, REPO_NAME, BRANCH_NAME, TAG_NAME, COMMIT_SHA, TRIGGER_NAME } = fields(
    entry["substitutions"],
  );
  return {
    buildId: buildId(input),
    name: someText(TRIGGER_NAME),
    project: someText(entry["projectId"]),
    repository: someText(REPO_FULL_NAME) ?? someText(REPO_NAME),
    branch: someText(BRANCH_NAME),
    tag: someText(TAG_NAME),
    commit: someText(COMMIT_SHA),
    url: someText(entry["logUrl"]),
    startedAt: instant(entry["startTime"]),
    finishedAt: instant(entry["finishTime"]),
  };
}

function play({ payload }: MappingInput): Fields {
  return fields(read(payload)["subscriptionNotification"]);
}

function isPlay(...kinds: readonly number[]): (input: MappingInput) => boolean {
  return (input) => kinds.some((kind) => kind === play(input)["notificationType"]);
}

/** A subscription is known by the token of its purchase, with which Google Play's API is asked. */
function playToken(input: MappingInput): string | undefined {
  return someText(play(input)["purchaseToken"]);
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const { subscriptionId, notificationType } = play(input);
  return {
    subscriptionId: playToken(input),
    productId: someText(subscriptionId),
    status: translate(String(notificationType), statuses),
  };
}

const statuses: Readonly<Record<string, string>> = {
  "1": "active",
  "2": "active",
  "4": "active",
  "5": "unpaid",
  "6": "past_due",
  "7": "active",
  "10": "paused",
  "12": "canceled",
  "13": "expired",
};
