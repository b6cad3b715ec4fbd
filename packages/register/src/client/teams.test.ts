import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { teamProviders } from "../testing/fake-teams.ts";

for (const provider of teamProviders) testEndpointApi(provider);
