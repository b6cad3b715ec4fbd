import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { chatProviders } from "../testing/fake-chat.ts";

for (const provider of chatProviders) testEndpointApi(provider);
