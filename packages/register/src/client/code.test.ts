import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { codeProviders, githubOrganization } from "../testing/fake-code.ts";

for (const provider of [...codeProviders, githubOrganization]) testEndpointApi(provider);
