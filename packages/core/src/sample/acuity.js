import { defineSamples } from "./sample.ts";
export const acuity = defineSamples({
    headers: () => ({ "content-type": "application/x-www-form-urlencoded", "user-agent": "Acuity Scheduling" }),
    events: {
        "appointment.scheduled": (context) => ({
            encoding: "form",
            payload: {
                action: "appointment.scheduled",
                id: context.digits(9),
                calendarID: context.digits(7),
                appointmentTypeID: context.digits(8),
            },
        }),
    },
});
