export interface PinnedFetchOptions {
  readonly fetch: typeof fetch;
  /** Hosts that may be asked, as they stand in a URL; anything else is never connected to. */
  readonly hosts: readonly string[];
  /** Default 64 KiB. */
  readonly maxBytes?: number;
  /** For the whole exchange. Default 5. */
  readonly timeoutSeconds?: number;
  /** Default a GET without a body. */
  readonly init?: Pick<RequestInit, "method" | "headers" | "body">;
}

/**
 * The bytes behind a URL that a sender may have chosen: HTTPS on its own port, from a host of the list, no user or
 * password in it, no redirects, status 200, within time and size. `undefined` for everything else; never rejects.
 */
export async function fetchPinned(url: string, options: PinnedFetchOptions): Promise<Uint8Array | undefined> {
  const { maxBytes = 65_536, timeoutSeconds = 5, init = {} } = options;
  if (!isPinnedUrl(url, options.hosts)) return undefined;
  try {
    const response = await options.fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return undefined;
    }
    return await readAtMost(response.body, maxBytes);
  } catch {
    return undefined; // not to be had: the caller says so with a reason, and the URL is in no message
  }
}

/** Whether the URL is one that {@link fetchPinned} would ask. */
function isPinnedUrl(url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === "https:" && username === "" && password === "" && hosts.includes(host);
}

async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
