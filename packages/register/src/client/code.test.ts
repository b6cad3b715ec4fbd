import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { codeProviders, githubOrganization } from "../testing/fake-code.ts";
import { githubApp } from "../testing/fake-github-app.ts";

for (const provider of [...codeProviders, githubOrganization, githubApp]) testEndpointApi(provider);
