import { router } from "../router.ts";

export const take = router.consumer("take", async () => {});
