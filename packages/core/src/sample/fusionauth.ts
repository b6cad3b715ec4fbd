import { defineSamples } from "./sample.ts";

export const fusionauth = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "FusionAuth" }),
  events: {
    "user.login.success": (context) => {
      const tenant = context.uuid();
      return {
        payload: {
          event: {
            applicationId: context.uuid(),
            authenticationType: "PASSWORD",
            createInstant: context.now.getTime(),
            id: context.uuid(),
            info: {
              ipAddress: "203.0.113.7",
              userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
              deviceType: "BROWSER",
            },
            tenantId: tenant,
            type: "user.login.success",
            user: {
              active: true,
              email: "ada@example.com",
              firstName: "Ada",
              id: context.uuid(),
              insertInstant: context.now.getTime() - 86_400_000,
              lastName: "Lovelace",
              tenantId: tenant,
              verified: true,
            },
          },
        },
      };
    },
  },
});
