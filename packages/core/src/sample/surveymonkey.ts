import { defineSamples } from "./sample.ts";

export const surveymonkey = defineSamples({
  headers: () => ({
    "content-type": "application/vnd.surveymonkey.response_completed.v1+json",
    "user-agent": "SurveyMonkey Webhooks",
    "sm-apikey": "acme-client-id",
  }),
  events: {
    response_completed: (context) => {
      const survey = context.digits(9);
      return {
        payload: {
          name: "New answers",
          filter_type: "survey",
          filter_id: survey,
          event_type: "response_completed",
          event_id: context.digits(11),
          object_type: "response",
          object_id: context.digits(11),
          event_datetime: context.now.toISOString().replace("Z", "000+00:00"),
          resources: {
            respondent_id: context.digits(11),
            recipient_id: "0",
            collector_id: context.digits(9),
            survey_id: survey,
            user_id: context.digits(8),
          },
        },
      };
    },
  },
  handshakes: {
    probe: () => ({ method: "HEAD", isSigned: false, answer: { status: 200 } }),
  },
});
