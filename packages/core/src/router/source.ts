import type { Provider } from "../provider.ts";

/** What a source may set beside its provider. Data only. */
export interface SourceOptions {
  /** What the provider asks for beside secrets, such as a Shopify shop or a public URL. Never a secret. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How old a signed timestamp may be. Default: the scheme's own. */
  readonly toleranceSeconds?: number;
  /** Default: the engine's limit. */
  readonly maxBodyBytes?: number;
}

/** One endpoint of a provider before it has its name. */
export interface Source<P extends Provider = Provider> extends SourceOptions {
  readonly provider: P;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * One endpoint of a provider, to be named in `defineRouter({ sources })`.
 * @example source(stripe, { toleranceSeconds: 600 })
 */
export function source<const P extends Provider>(provider: P, options: SourceOptions = {}): Source<P> {
  return { settings: {}, ...options, provider };
}
