import { defineSamples } from "./sample.ts";
export const taiga = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "python-requests/2.32.3" }),
    events: {
        "issue.create": (context) => {
            const ref = Number(context.digits(3));
            return {
                payload: {
                    action: "create",
                    type: "issue",
                    by: {
                        id: 6,
                        permalink: "https://tree.taiga.io/profile/ada",
                        username: "ada",
                        full_name: "Ada Lovelace",
                    },
                    date: context.now.toISOString().replace("Z", "000Z"),
                    data: {
                        id: Number(context.digits(6)),
                        ref,
                        subject: "Prices lack tax",
                        description: "They should show it.",
                        permalink: `https://tree.taiga.io/project/shop/issue/${ref}`,
                        project: { id: 3, name: "Shop", permalink: "https://tree.taiga.io/project/shop" },
                        owner: { id: 6, username: "ada", full_name: "Ada Lovelace" },
                        assigned_to: null,
                        status: { id: 15, name: "New", slug: "new", color: "#8C2318", is_closed: false },
                        priority: { id: 8, name: "High", color: "#CC0000" },
                        tags: ["prices"],
                        created_date: context.now.toISOString(),
                        modified_date: context.now.toISOString(),
                    },
                },
            };
        },
    },
});
