import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { codeProviders } from "../testing/fake-code.ts";

for (const provider of codeProviders) testEndpointApi(provider);
