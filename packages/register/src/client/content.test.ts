import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { contentProviders } from "../testing/fake-content.ts";

for (const provider of contentProviders) testEndpointApi(provider);
