import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { livekit } from "../provider/livekit.ts";
import { telnyx } from "../provider/telnyx.ts";
import { vonage } from "../provider/vonage.ts";
import { zoom } from "../provider/zoom.ts";
import { become } from "../testing/mapping-row.ts";

describe("calls", () => {
  const hangup = (hangup_cause: string): Json => ({
    data: {
      event_type: "call.hangup",
      payload: {
        call_leg_id: "c",
        direction: "incoming",
        hangup_cause,
        start_time: "2026-01-01T00:00:00Z",
        end_time: "2026-01-01T00:01:05Z",
      },
    },
  });

  test("of Telnyx that someone took, and that nobody took", () => {
    expect(become(telnyx, hangup("normal_clearing"))).toMatchObject({
      type: "call.completed",
      fields: { callId: "c", direction: "inbound", durationSeconds: 65, endReason: "normal_clearing" },
    });
    expect(become(telnyx, hangup("user_busy"))).toMatchObject({
      type: "call.failed",
      fields: { reason: "busy" },
    });
  });

  test("of Vonage", () => {
    const call = {
      uuid: "u",
      status: "completed",
      direction: "outbound",
      duration: "6",
      end_time: "2026-01-01T00:00:06.000Z",
    };

    expect(become(vonage, call)).toMatchObject({
      type: "call.completed",
      fields: { callId: "u", direction: "outbound", durationSeconds: 6, endedAt: "2026-01-01T00:00:06.000Z" },
    });
  });
});

describe("meetings", () => {
  const updated = (old_object: object): Json =>
    JSON.parse(
      JSON.stringify({
        event: "meeting.updated",
        payload: { object: { id: 123, start_time: "2026-01-02T10:00:00Z", duration: 30 }, old_object },
      }),
    );

  test("Zoom's change of the time is another event than that of the topic", () => {
    expect(become(zoom, updated({ id: 123, start_time: "2026-01-01T10:00:00Z" }))).toMatchObject({
      type: "meeting.rescheduled",
      subject: "123",
      fields: {
        meetingId: "123",
        startsAt: "2026-01-02T10:00:00.000Z",
        endsAt: "2026-01-02T10:30:00.000Z",
        previousStartsAt: "2026-01-01T10:00:00.000Z",
      },
    });
    expect(become(zoom, updated({ id: 123, topic: "Old" })).type).toBe("meeting.updated");
  });

  test("Zoom's end has how long it took", () => {
    const object = {
      id: "123",
      start_time: "2026-01-02T10:00:00Z",
      end_time: "2026-01-02T10:20:00Z",
      duration: 30,
    };

    expect(become(zoom, { event: "meeting.ended", payload: { object } }).fields).toEqual({
      meetingId: "123",
      startsAt: "2026-01-02T10:00:00.000Z",
      endedAt: "2026-01-02T10:20:00.000Z",
      durationSeconds: 1200,
      location: "Zoom",
    });
  });

  test("LiveKit's recording is told of its room", () => {
    const egressInfo = {
      egressId: "EG_1",
      roomId: "RM_1",
      status: "EGRESS_COMPLETE",
      fileResults: [{ location: "s3://x" }],
    };

    expect(become(livekit, { event: "egress_ended", egressInfo })).toMatchObject({
      type: "meeting.recorded",
      subject: "RM_1",
      fields: { meetingId: "RM_1", recordingId: "EG_1", recordingUrl: "s3://x" },
    });
  });
});
