import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { officeProviders } from "../testing/fake-office.ts";

for (const provider of officeProviders) testEndpointApi(provider);
