import { firstHeader, type WebhookRequest } from "../webhook-request.ts";

/** An address that may be the one that was signed, and in what it differs from the one seen here. */
export interface UrlVariant {
  readonly url: string;
  readonly differences: readonly string[];
}

const most = 96;

/**
 * Addresses that this request may have been sent to before proxies changed it. Bounded. Hosts are only those that
 * the request itself names.
 */
export function* urlVariants(request: WebhookRequest, settingUrl: string | undefined): Generator<UrlVariant> {
  const seen = settingUrl ?? request.url;
  if (!URL.canParse(seen)) return;
  const base = new URL(seen);
  const tried = new Set([seen]);
  const candidates = [...paths(base, request)].flatMap((path) =>
    [...hosts(base, request)].flatMap((host) =>
      protocols(base).map((protocol) => ({ url: `${protocol}//${host}${path}`, protocol, host, path })),
    ),
  );
  const ordered = candidates
    .map(({ url, protocol, host, path }) => ({
      url,
      differences: differences(base, { protocol, host, path }),
    }))
    .sort((one, other) => one.differences.length - other.differences.length);
  for (const candidate of ordered) {
    if (tried.size > most) return;
    if (tried.has(candidate.url)) continue;
    tried.add(candidate.url);
    yield candidate;
  }
}

function protocols(base: URL): readonly string[] {
  return base.protocol === "https:" ? ["https:", "http:"] : ["http:", "https:"];
}

/** With and without ports: senders differ in whether they sign a default one. */
function hosts(base: URL, { headers }: WebhookRequest): ReadonlySet<string> {
  const forwarded = /(?:^|[;,\s])host="?([^";,\s]+)/i.exec(firstHeader(headers, "forwarded") ?? "")?.[1];
  const named = ["x-forwarded-host", "x-original-host", "host"].map((name) =>
    firstHeader(headers, name)?.split(",")[0]?.trim(),
  );
  const port = firstHeader(headers, "x-forwarded-port")?.trim();
  const all = new Set([base.host]);
  for (const host of [base.host, forwarded, ...named]) {
    if (host === undefined || !/^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/.test(host)) continue;
    const [name = ""] = host.split(":");
    all.add(host.toLowerCase()).add(name.toLowerCase());
    for (const each of ["443", "80", port]) {
      if (each !== undefined && /^\d{1,5}$/.test(each)) all.add(`${name.toLowerCase()}:${each}`);
    }
  }
  return all;
}

/** With and without a slash at the end, a prefix that a proxy cut off, the query. */
function paths(base: URL, { headers }: WebhookRequest): ReadonlySet<string> {
  const { pathname, search } = base;
  const toggled = pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
  const prefix = firstHeader(headers, "x-forwarded-prefix")?.replace(/\/+$/, "") ?? "";
  const originals = ["x-original-uri", "x-original-url", "x-forwarded-uri"].flatMap((name) => {
    const value = firstHeader(headers, name);
    if (value === undefined) return [];
    const url = URL.canParse(value, base.origin) ? new URL(value, base.origin) : undefined;
    return url === undefined ? [] : [url.pathname + url.search];
  });
  const shorter = pathname.replace(/^\/[^/]+/, "");
  return new Set([
    pathname + search,
    toggled + search,
    ...originals,
    ...(prefix.startsWith("/") ? [prefix + pathname + search] : []),
    ...(shorter === "" ? [] : [shorter + search]),
    ...(search === "" ? [] : [pathname, decoded(pathname + search)]),
  ]);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What differs, in words; never the query, which may hold a token. */
function differences(
  base: URL,
  { protocol, host, path }: { readonly protocol: string; readonly host: string; readonly path: string },
): readonly string[] {
  const list: string[] = [];
  if (protocol !== base.protocol)
    list.push(`${protocol.slice(0, -1)} in place of ${base.protocol.slice(0, -1)}`);
  const [name = "", port] = host.split(":");
  if (name !== base.hostname) list.push(`the host ${name} in place of ${base.hostname}`);
  if ((port ?? "") !== base.port) list.push(port === undefined ? "no port" : `the port ${port}`);
  const [pathname = ""] = path.split("?");
  if (pathname === base.pathname && path !== base.pathname + base.search) list.push("another query");
  else if (`${pathname}/` === base.pathname) list.push("no slash at the end of the path");
  else if (pathname === `${base.pathname}/`) list.push("a slash at the end of the path");
  else if (pathname !== base.pathname) list.push("another path in front");
  return list;
}
