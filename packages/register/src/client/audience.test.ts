import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { audienceProviders } from "../testing/fake-audience.ts";

for (const provider of audienceProviders) testEndpointApi(provider);
