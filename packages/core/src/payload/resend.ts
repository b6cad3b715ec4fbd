import type { Json } from "../event.ts";

/**
 * What Resend sends, by what the event is about. Field names from the documentation.
 * @see https://resend.com/docs/webhooks/event-types
 */
export interface ResendPayloads {
  "*": ResendEvent;
  "email.*": ResendEvent<ResendEmail>;
  "contact.*": ResendEvent<ResendContact>;
}

export interface ResendEvent<Data = Json> {
  readonly type: string;
  /** RFC 3339. */
  readonly created_at: string;
  readonly data: Data;
}

export interface ResendEmail {
  readonly email_id: string;
  readonly created_at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly message_id?: string;
  readonly broadcast_id?: string;
  readonly tags?:
    | Readonly<Record<string, string>>
    | readonly { readonly name: string; readonly value: string }[];
  /** On `email.bounced`. */
  readonly bounce?: { readonly message: string; readonly type: string; readonly subType: string };
  /** On `email.clicked`. */
  readonly click?: {
    readonly link: string;
    readonly ipAddress: string;
    readonly timestamp: string;
    readonly userAgent: string;
  };
  /** On `email.opened`. */
  readonly open?: { readonly ipAddress: string; readonly timestamp: string; readonly userAgent: string };
}

export interface ResendContact {
  readonly id: string;
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly unsubscribed?: boolean;
}
