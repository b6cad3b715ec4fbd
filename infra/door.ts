import type { Settings } from "./settings.ts";

/**
 * The address to give to providers: the ingest function's own URL, or CloudFront before it where a domain or a firewall
 * is wanted.
 *
 * The firewall limits rates and reads no bodies: AWS's rule groups take an issue that quotes an exploit, or a comment with
 * a piece of HTML, for an attack, and the provider would be told 403 for a genuine webhook.
 */
export function createDoor(functionUrl: $util.Output<string>, settings: Settings): $util.Output<string> {
  const { domain, firewall } = settings;
  if (domain === undefined && firewall === undefined) return functionUrl.apply(withoutSlash);
  const door = new sst.aws.Router("Door", {
    routes: { "/*": functionUrl.apply(withoutSlash) },
    invalidation: false,
    ...(domain !== undefined && { domain }),
    ...(firewall !== undefined && {
      waf: {
        rateLimitPerIp: firewall.requestsPerFiveMinutes,
        managedRules: { coreRuleSet: false, knownBadInputs: false, sqlInjection: false },
      },
    }),
  });
  return door.url.apply(withoutSlash);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
