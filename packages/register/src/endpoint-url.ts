import { ConfigError } from "@hookyard/core/errors";

/**
 * The URL of a source's endpoint from what an operator writes: a host, a host with a path in front, or the whole
 * address. Throws `ConfigError` for what a provider could not post to.
 */
export function endpointUrl(given: string, source: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new ConfigError(`${given} is no address. Write the public one: https://hooks.example.com`);
  if (url.username !== "" || url.search !== "" || url.hash !== "")
    throw new ConfigError("leave user, query and fragment out of the URL: Hookyard's path is put behind it");
  if (isPrivate(url.hostname)) {
    throw new ConfigError(
      `${url.hostname} is not reachable for a provider. Give the public address, of a tunnel for instance`,
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  const own = `/webhooks/${source}`;
  return `${url.origin}${path.endsWith(own) ? path : `${path}${own}`}`;
}

function isPrivate(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    /^(?:127|10)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^0\.0\.0\.0$/.test(host) ||
    /^\[(?:::1|f[cd]|fe80)/i.test(host)
  );
}
