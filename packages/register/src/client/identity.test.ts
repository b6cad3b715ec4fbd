import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { identityProviders } from "../testing/fake-identity.ts";

for (const provider of identityProviders) testEndpointApi(provider);
