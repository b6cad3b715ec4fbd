import type { DomainType } from "../domain/catalog.ts";
import type { DomainMapping } from "../domain/mapping.ts";
import { standardWebhooksMapping } from "./standard-webhooks.ts";

/** Svix: a sender that speaks the domain's own words is understood, as with Standard Webhooks. */
export const svixMapping: DomainMapping<DomainType> = standardWebhooksMapping;
