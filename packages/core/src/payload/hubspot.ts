/**
 * One notice of HubSpot's webhooks: what changed, and not the object, which has to be fetched. Field names from the
 * documentation.
 * @see https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide
 */
export interface HubSpotPayloads {
  "*": HubSpotNotice;
}

export interface HubSpotNotice {
  readonly eventId: number;
  readonly subscriptionId: number;
  readonly portalId: number;
  readonly appId?: number;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** `contact.creation`, `deal.propertyChange`, or `object.creation` with an `objectTypeId`. */
  readonly subscriptionType: string;
  readonly objectTypeId?: string;
  readonly attemptNumber: number;
  /** Text where JavaScript's numbers would lose digits. */
  readonly objectId: number | string;
  readonly changeSource?: string;
  readonly changeFlag?: string;
  /** On a change: the property, and its new value as text. */
  readonly propertyName?: string;
  readonly propertyValue?: string | null;
}
