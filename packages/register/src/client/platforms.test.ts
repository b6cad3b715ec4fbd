import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { platformProviders } from "../testing/fake-platforms.ts";

for (const provider of platformProviders) testEndpointApi(provider);
