/**
 * What Twilio sends: callbacks, which are forms, so that every field is text; and Event Streams. The fields that are read
 * here and those that handlers ask for most, from the documentation; Twilio's library has no types of them.
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 * @see https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export interface TwilioPayloads {
  "*": TwilioCallback | TwilioStreamEvent;
  "message.*": TwilioMessage | TwilioStreamEvent;
  "call.*": TwilioCall;
  "call.recorded": TwilioRecording;
}

export interface TwilioCallback {
  readonly AccountSid: string;
  readonly ApiVersion?: string;
}

export interface TwilioMessage extends TwilioCallback {
  readonly MessageSid: string;
  readonly From: string;
  readonly To: string;
  readonly Body?: string;
  /** `received` on one that came in. */
  readonly SmsStatus?: string;
  readonly MessageStatus?: string;
  readonly MessagingServiceSid?: string;
  readonly ErrorCode?: string;
  /** How many `MediaUrl0`, `MediaContentType0` … there are. */
  readonly NumMedia?: string;
  readonly NumSegments?: string;
  readonly specversion?: never;
}

export interface TwilioCall extends TwilioCallback {
  readonly CallSid: string;
  readonly CallStatus: string;
  readonly From: string;
  readonly To: string;
  readonly Direction: string;
  /** Seconds. */
  readonly CallDuration?: string;
  /** RFC 2822. */
  readonly Timestamp?: string;
}

export interface TwilioRecording extends TwilioCallback {
  readonly RecordingSid: string;
  readonly RecordingStatus: string;
  readonly RecordingUrl?: string;
  /** Seconds. */
  readonly RecordingDuration?: string;
  /** RFC 2822. */
  readonly RecordingStartTime?: string;
  readonly CallSid: string;
}

/** A CloudEvent of Event Streams. */
export interface TwilioStreamEvent {
  readonly specversion: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly data: object;
}
