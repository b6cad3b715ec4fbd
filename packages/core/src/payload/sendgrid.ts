/**
 * One event of SendGrid's Event Webhook. Field names from the documentation; SendGrid's library has no types of them.
 * `unique_args` and custom arguments stand beside these at the top.
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
export interface SendGridPayloads {
  "*": SendGridEvent;
}

export interface SendGridEvent {
  readonly event: string;
  readonly email: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly sg_event_id: string;
  /** The message's id up to the first full stop. */
  readonly sg_message_id?: string;
  readonly "smtp-id"?: string;
  readonly category?: string | readonly string[];
  /** Of the receiving server, on `delivered` and `deferred`. */
  readonly response?: string;
  /** On `bounce`, `dropped` and `deferred`. */
  readonly reason?: string;
  readonly status?: string;
  /** On `bounce`: `bounce` or `blocked`. */
  readonly type?: string;
  readonly bounce_classification?: string;
  /** On `click`. */
  readonly url?: string;
  readonly useragent?: string;
  readonly ip?: string;
  readonly asm_group_id?: number;
}
