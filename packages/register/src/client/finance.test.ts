import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { financeProviders } from "../testing/fake-finance.ts";

for (const provider of financeProviders) testEndpointApi(provider);
