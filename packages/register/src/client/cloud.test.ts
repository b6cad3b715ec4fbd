import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { appProviders } from "../testing/fake-apps.ts";
import { cloudProviders } from "../testing/fake-cloud.ts";

for (const provider of [...cloudProviders, ...appProviders]) testEndpointApi(provider);
