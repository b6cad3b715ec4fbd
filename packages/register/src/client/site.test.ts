import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { siteProviders } from "../testing/fake-site.ts";

for (const provider of siteProviders) testEndpointApi(provider);
