import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { socialProviders } from "../testing/fake-social.ts";

for (const provider of socialProviders) testEndpointApi(provider);
