/**
 * Headers in which providers count the tries of one delivery, and the first number that is a retry. Only those that a
 * provider's documentation or library names; some count in the body (HubSpot, LINE, Telnyx), and most do not count.
 */
const headers: Readonly<Record<string, { readonly name: string; readonly from: number }>> = {
  // https://docs.slack.dev/apis/events-api/#retries
  slack: { name: "x-slack-retry-num", from: 1 },
  // https://dev.twitch.tv/docs/eventsub/handling-webhook-events/#list-of-request-headers
  twitch: { name: "twitch-eventsub-message-retry", from: 1 },
  // https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/
  bitbucket: { name: "x-attempt-number", from: 2 },
  // https://developer.atlassian.com/cloud/jira/platform/webhooks/
  jira: { name: "x-atlassian-webhook-retry", from: 1 },
  // Absent on the first. https://developer.squareup.com/docs/webhooks/build-with-webhooks
  square: { name: "square-retry-number", from: 1 },
  // The attempts before this one. https://learn.microsoft.com/azure/event-grid/receive-events#message-headers
  "azure-event-grid": { name: "aeg-delivery-count", from: 1 },
  // Signed along: see the tests of @contentful/node-apps-toolkit.
  contentful: { name: "x-contentful-webhook-request-attempt", from: 2 },
  // https://hookdeck.com/docs/destinations
  hookdeck: { name: "x-hookdeck-attempt-count", from: 2 },
};

/** The providers that count, by the preset's id. */
export const countsRetries: readonly string[] = Object.keys(headers);

/** Whether the provider itself says that it sends this again. False where it does not say. */
export function isRetry(provider: string, header: (name: string) => string | undefined): boolean {
  const known = Object.hasOwn(headers, provider) ? headers[provider] : undefined;
  if (known === undefined) return false;
  return Number(header(known.name)) >= known.from;
}
