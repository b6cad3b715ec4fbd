/** What a handler wrote through `context.log`. */
export interface ConsumerLogRecord {
  readonly time: string;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly consumer: string;
  readonly deliveryId: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}
