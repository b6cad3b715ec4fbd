import { defineSamples } from "./sample.ts";
const api = "https://api.calendly.com";
function invitee(context, type, over) {
    const event = `${api}/scheduled_events/${context.uuid()}`;
    const user = `${api}/users/${context.id(16).toUpperCase()}`;
    const uri = `${event}/invitees/${context.uuid()}`;
    const startsAt = context.now.getTime() + 86400000;
    return {
        payload: {
            created_at: context.now.toISOString(),
            created_by: user,
            event: type,
            payload: {
                cancel_url: `https://calendly.com/cancellations/${context.uuid()}`,
                created_at: new Date(context.now.getTime() - 500).toISOString(),
                email: "ada@example.com",
                event,
                name: "Ada Lovelace",
                new_invitee: null,
                old_invitee: null,
                questions_and_answers: [],
                reschedule_url: `https://calendly.com/reschedulings/${context.uuid()}`,
                rescheduled: false,
                status: "active",
                timezone: "Europe/Berlin",
                updated_at: context.now.toISOString(),
                uri,
                scheduled_event: {
                    uri: event,
                    name: "Half an hour",
                    status: "active",
                    start_time: new Date(startsAt).toISOString(),
                    end_time: new Date(startsAt + 1800000).toISOString(),
                    event_type: `${api}/event_types/${context.uuid()}`,
                    location: { type: "zoom", status: "pushed", join_url: "https://zoom.us/j/95000000000" },
                    invitees_counter: { total: 1, active: 1, limit: 1 },
                    event_memberships: [{ user, user_email: "grace@example.com", user_name: "Grace Hopper" }],
                    event_guests: [],
                },
                ...over,
            },
        },
    };
}
export const calendly = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Calendly" }),
    events: {
        "invitee.created": (context) => invitee(context, "invitee.created", {}),
        "invitee.canceled": (context) => invitee(context, "invitee.canceled", {
            status: "canceled",
            cancellation: {
                canceled_by: "Ada Lovelace",
                reason: "I am ill",
                canceler_type: "invitee",
                created_at: context.now.toISOString(),
            },
        }),
        "routing_form_submission.created": (context) => ({
            payload: {
                created_at: context.now.toISOString(),
                created_by: `${api}/users/${context.id(16).toUpperCase()}`,
                event: "routing_form_submission.created",
                payload: {
                    uri: `${api}/routing_form_submissions/${context.uuid()}`,
                    routing_form: `${api}/routing_forms/${context.uuid()}`,
                    questions_and_answers: [
                        { question_uuid: context.uuid(), question: "How large is your team?", answer: "11 to 50" },
                    ],
                    tracking: {},
                    result: { type: "event_type", value: `${api}/event_types/${context.uuid()}` },
                    submitter: null,
                    submitter_type: null,
                    created_at: context.now.toISOString(),
                    updated_at: context.now.toISOString(),
                },
            },
        }),
    },
});
