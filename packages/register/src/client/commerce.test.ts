import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { commerceProviders } from "../testing/fake-commerce.ts";

for (const provider of commerceProviders) testEndpointApi(provider);
