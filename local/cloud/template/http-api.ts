/** The HTTP API of the template: routes with the function and the authorizer each one names. */
import { z } from 'zod';
import { type Catalogue, integer, unknownProperty } from './catalogue.ts';
import type { HttpApi, JwtAuthorizer, Route } from './description.ts';
import { TemplateError } from './intrinsics.ts';
import { arnOf } from './stores.ts';

const apiSchema = z.object({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: unknownProperty,
  Body: unknownProperty,
});

const stageSchema = z.object({
  ApiId: z.string(),
  StageName: z.literal('$default', 'only the stage $default is known here'),
});

const authorizerSchema = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: integer.default(30_000),
});

const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: unknownProperty,
});

/** The template's HTTP API; undefined where it has none. One port serves one API. */
export function readHttpApi(resources: Catalogue): HttpApi | undefined {
  const [api, another] = resources.each('AWS::ApiGatewayV2::Api', apiSchema);
  if (!api) return undefined;
  const [resource] = api;
  if (another) {
    throw new TemplateError(`${another[0].logicalId}: a second HTTP API is not known here`);
  }
  if (resources.each('AWS::ApiGatewayV2::Stage', stageSchema).length === 0) {
    throw new TemplateError(`${resource.logicalId}: the HTTP API has no stage`);
  }
  return { id: resource.name, routes: readRoutes(resources, arnOf(resource)) };
}

function readRoutes(resources: Catalogue, apiArn: string): Route[] {
  const integrations = new Map(
    resources
      .each('AWS::ApiGatewayV2::Integration', integrationSchema)
      .map(([integration, properties]) => [`integrations/${integration.ref}`, properties]),
  );
  const authorizers = new Map(
    resources
      .each('AWS::ApiGatewayV2::Authorizer', authorizerSchema)
      .map(([authorizer, { JwtConfiguration }]): [string, JwtAuthorizer] => [
        authorizer.ref,
        { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience },
      ]),
  );
  return resources.each('AWS::ApiGatewayV2::Route', routeSchema).map(([route, properties]) => {
    const fail = (what: string) => new TemplateError(`${route.logicalId}: ${what}`);
    const integration = integrations.get(properties.Target);
    if (!integration) throw fail(`there is no ${properties.Target}`);
    const target = arnOf(
      resources.find('AWS::Lambda::Function', functionOf(integration.IntegrationUri), route),
    );
    const authorizer = authorizers.get(properties.AuthorizerId ?? '');
    if (properties.AuthorizationType === 'JWT' && !authorizer) {
      throw fail('its authorizer is missing');
    }
    return {
      key: properties.RouteKey,
      arn: `${apiArn}/$default/${properties.RouteKey.replace(/^ANY /, '* ').replace(' ', '')}`,
      functionArn: target,
      timeoutMs: integration.TimeoutInMillis,
      authorizer: properties.AuthorizationType === 'JWT' ? authorizer : undefined,
    };
  });
}

/** An integration names the function's ARN, alone or within the address of its invocations. */
function functionOf(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
