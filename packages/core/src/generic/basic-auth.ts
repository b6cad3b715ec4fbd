import type { Provider } from "../provider.ts";
import { basicAuth } from "../scheme/token.ts";
import { createGenericProvider, type GenericSpec } from "./generic-provider.ts";

/**
 * A sender that proves itself with `Authorization: Basic`; the secret is `user:password`. It proves nothing about the
 * body and can be replayed by whoever sees it once: only where there is no signature. Throws `ConfigError` with
 * everything that is wrong.
 *
 * @example source(basicAuthProvider({ id: "acme", identify: { id: "body:id", type: "body:event" } }))
 */
export function basicAuthProvider<const Id extends string, const DomainType extends string = never>(
  spec: GenericSpec<Id, DomainType>,
): Provider<Id, DomainType> {
  return createGenericProvider("basicAuthProvider", spec, {
    keys: [],
    check: () => undefined,
    create: basicAuth,
  });
}
