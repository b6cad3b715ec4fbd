import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { deviceProviders } from "../testing/fake-devices.ts";

for (const provider of deviceProviders) testEndpointApi(provider);
