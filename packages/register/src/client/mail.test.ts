import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { mailProviders } from "../testing/fake-mail.ts";

for (const provider of mailProviders) testEndpointApi(provider);
