import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { toolProviders } from "../testing/fake-tools.ts";

for (const provider of toolProviders) testEndpointApi(provider);
