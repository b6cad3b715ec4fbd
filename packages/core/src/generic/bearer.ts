import type { Provider } from "../provider.ts";
import { inQuery } from "../scheme/place.ts";
import { bearer, token } from "../scheme/token.ts";
import { createGenericProvider, type GenericSpec } from "./generic-provider.ts";

export interface BearerProviderSpec<Id extends string = string, DomainType extends string = never>
  extends GenericSpec<Id, DomainType> {
  /** Where the token is, where not in `Authorization: Bearer`: `header:x-acme-token`, or `query:token`. */
  readonly at?: `${"header" | "query"}:${string}`;
}

/**
 * A sender that proves itself with a token that it sends along. It proves nothing about the body and can be replayed
 * by whoever sees it once: only where there is no signature. Throws `ConfigError` with everything that is wrong.
 *
 * @example source(bearerProvider({ id: "acme", identify: { id: "body:id", type: "body:event" } }))
 */
export function bearerProvider<const Id extends string, const DomainType extends string = never>(
  spec: BearerProviderSpec<Id, DomainType>,
): Provider<Id, DomainType> {
  return createGenericProvider("bearerProvider", spec, {
    keys: ["at"],
    check: (check) =>
      check.text(spec.at, "at", {
        fits: /^(?:header:[a-z0-9!#$%&'*+.^_`|~-]+|query:\S+)$/,
        write: '"header:x-acme-token" (in lower case) or "query:token"',
      }),
    create: () => {
      if (spec.at === undefined) return bearer();
      const name = spec.at.slice(spec.at.indexOf(":") + 1);
      return token({ at: spec.at.startsWith("query:") ? inQuery(name) : name });
    },
  });
}
