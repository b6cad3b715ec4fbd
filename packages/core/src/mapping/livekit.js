import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, instant, someText } from "../domain/read.ts";
/*
 * Field names from LiveKit's protocol, in its JSON: 64-bit numbers are text. A room is a meeting, an egress its
 * recording.
 * @see https://docs.livekit.io/home/server/webhooks/
 */
/** LiveKit. */
export const livekitMapping = defineMapping({
    room_started: row("meeting.started", meeting),
    room_finished: row("meeting.ended", (input) => ({
        ...meeting(input),
        endedAt: instant(secondsOf(fields(input.payload)["createdAt"])),
    })),
    participant_joined: row("meeting.participant_joined", attendance),
    participant_left: row("meeting.participant_left", attendance),
    egress_ended: row("meeting.recorded", recording, {
        when: (input) => egress(input)["status"] === "EGRESS_COMPLETE",
        subject: (input) => someText(egress(input)["roomId"]),
    }),
});
function meeting({ payload }) {
    const room = fields(fields(payload)["room"]);
    return {
        meetingId: room["sid"],
        title: someText(room["name"]),
        startsAt: instant(secondsOf(room["creationTime"])),
        location: "LiveKit",
    };
}
function attendance(input) {
    const participant = fields(fields(input.payload)["participant"]);
    return {
        ...meeting(input),
        participantId: someText(participant["identity"]) ?? someText(participant["sid"]),
        participantName: someText(participant["name"]),
    };
}
function egress({ payload }) {
    return fields(fields(payload)["egressInfo"]);
}
function recording(input) {
    const entry = egress(input);
    const file = fields(elements(entry["fileResults"])[0]);
    return {
        meetingId: entry["roomId"],
        title: someText(entry["roomName"]),
        recordingId: idText(entry["egressId"]),
        recordingUrl: someText(file["location"]),
        location: "LiveKit",
    };
}
function secondsOf(value) {
    if (typeof value === "number")
        return value;
    return typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}
