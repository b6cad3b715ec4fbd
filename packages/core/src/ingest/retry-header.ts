/** Headers in which providers count the tries of one delivery, and the first number that is a retry. */
const headers: Readonly<Record<string, { readonly name: string; readonly from: number }>> = {
  slack: { name: "x-slack-retry-num", from: 1 },
  twitch: { name: "twitch-eventsub-message-retry", from: 1 },
  bitbucket: { name: "x-attempt-number", from: 2 },
  jira: { name: "x-atlassian-webhook-retry", from: 1 },
};

/** Whether the provider itself says that it sends this again. False where it does not say. */
export function isRetry(provider: string, header: (name: string) => string | undefined): boolean {
  const known = Object.hasOwn(headers, provider) ? headers[provider] : undefined;
  if (known === undefined) return false;
  return Number(header(known.name)) >= known.from;
}
