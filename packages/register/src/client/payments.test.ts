import { paymentProviders } from "../testing/fake-payments.ts";
import { testEndpointApi } from "../testing/endpoint-api.contract.ts";

for (const provider of paymentProviders) testEndpointApi(provider);
