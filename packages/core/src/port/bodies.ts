import { HookyardError } from "../errors.ts";

/**
 * Where the texts of events are that are too large to be carried (claim check): what travels is a reference. An
 * engine's store forgets them when their events are forgotten.
 */
export interface Bodies {
  /**
   * Keeps a text and answers its reference: an event's `dataref`. The same text of the same event has the same
   * reference. When it resolves, the text is durable. Rejects with `BodiesError` `body_too_large` for what is over the
   * store's limit, and with the store's own error when that does not answer.
   */
  put(eventId: string, text: string): Promise<string>;
  /**
   * The text, exactly as it was put; `undefined` when it is not there (any more). Rejects with `BodiesError`
   * `body_corrupt` when it is another text than the one that was put, and `dataref_invalid` for a reference that this
   * store never gave.
   */
  get(reference: string): Promise<string | undefined>;
  /** Forgets the text, if it is there. */
  delete(reference: string): Promise<void>;
}

export type BodiesErrorCode = "body_too_large" | "body_corrupt" | "dataref_invalid";

/** What a {@link Bodies} store rejects with on purpose. Tried again it will be the same. */
export class BodiesError extends HookyardError {
  override readonly name = "BodiesError";
  readonly code: BodiesErrorCode;

  constructor(code: BodiesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
