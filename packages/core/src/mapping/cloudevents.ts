import type { DomainType } from "../domain/catalog.ts";
import type { DomainMapping } from "../domain/mapping.ts";
import { standardWebhooksMapping } from "./standard-webhooks.ts";

/**
 * A sender that speaks the domain's own words: an event of the type `payment.succeeded` whose `data` fits that type's
 * schema is that domain event as it is. Type and data have the same names in Standard Webhooks.
 */
export const cloudeventsMapping: DomainMapping<DomainType> = standardWebhooksMapping;
