import { afterAll, describe, expect, test } from 'vitest';
import { type Json, type Resource, scratchAssemblies } from './testing.ts';

const scratch = scratchAssemblies();
afterAll(scratch.remove);

const UNITS = ['410400000000', '410500000000'];
const context = { identity: 'cognito', services: UNITS.join(',') };
const region = 'ap-northeast-1';
const { text, resources } = scratch.synthesize('identity', {
  ...{ region, context, stack: 'FengqiaoIdentity' },
});
const main = scratch.synthesize('main', { region, context });

type Properties = Resource['Properties'];
const ofType = (type: string, of: readonly [string, Resource][] = resources): Properties[] =>
  of.filter(([, { Type }]) => Type === type).map(([, { Properties }]) => Properties);

describe('the user pool', () => {
  const [pool] = ofType('AWS::Cognito::UserPool');

  test('is entered by administrators alone, with long passwords and a second factor', () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } },
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('outlives its stack', () => {
    const [, kept] = resources.find(([, { Type }]) => Type === 'AWS::Cognito::UserPool') ?? [];
    expect(kept).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(pool?.DeletionProtection).toBe('ACTIVE');
  });

  test('has its tokens written by the function, also those of services', () => {
    expect(pool?.LambdaConfig).toMatchObject({
      PreTokenGenerationConfig: { LambdaVersion: 'V3_0' },
    });
    expect(ofType('AWS::Lambda::Permission')).toMatchObject([
      { Principal: 'cognito-idp.amazonaws.com', Action: 'lambda:InvokeFunction' },
    ]);
  });

  test('is refused in the China regions, when written and when deployed', () => {
    expect(() => scratch.synthesize('cn', { region: 'cn-north-1', context })).toThrow(
      'no Amazon Cognito',
    );
    const { Rules } = JSON.parse(text) as { Rules: Record<string, Json> };
    expect(JSON.stringify(Rules)).toContain('"aws-cn"');
  });
});

describe('a client', () => {
  const [page, ...others] = ofType('AWS::Cognito::UserPoolClient');
  const services = ofType('AWS::Cognito::UserPoolClient', main.resources);

  test('of the page has no secret, code with PKCE alone, and short tokens', () => {
    expect(others).toEqual([]);
    expect(page).toMatchObject({
      ...{ GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] },
      AccessTokenValidity: 15,
      RefreshTokenValidity: 480,
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED' },
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('signs nobody in by the API: no password, and no refresh beside rotation', () => {
    // Left out, they are the usual ones, and a password by SRP is among those.
    expect(page?.ExplicitAuthFlows).toEqual(['ALLOW_CUSTOM_AUTH']);
    for (const { ExplicitAuthFlows } of services) {
      expect(ExplicitAuthFlows).toEqual(['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    }
    // What would answer a custom challenge is no trigger of the pool.
    const [{ LambdaConfig } = {}] = ofType('AWS::Cognito::UserPool');
    expect(Object.keys(LambdaConfig ?? {})).toEqual(['PreTokenGenerationConfig']);
  });

  test('lets nobody write what the claims come from', () => {
    for (const name of ['WriteAttributes', 'ReadAttributes']) {
      expect(page?.[name]).toEqual(['preferred_username']);
    }
  });

  test('of a service has a scope that says its unit, and no other', () => {
    expect(services).toHaveLength(UNITS.length);
    for (const [index, unit] of UNITS.entries()) {
      const service = services[index];
      expect(service).toMatchObject({
        GenerateSecret: true,
        ...{ ClientName: `service-${unit}`, AllowedOAuthFlows: ['client_credentials'] },
      });
      const scopes = service?.AllowedOAuthScopes as readonly Json[];
      expect(scopes).toHaveLength(1);
      expect(JSON.stringify(scopes)).toContain(`/${unit}`);
    }
  });

  test('is an audience of the API, which asks for no issuer', () => {
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer', main.resources);
    const clients = [...Array(1 + UNITS.length)].map(() => expect.anything());
    expect(authorizer?.JwtConfiguration).toMatchObject({ Audience: clients });
    expect(main.text).not.toContain('"OidcIssuer"');
  });
});

describe('a service account is ended by a deployment', () => {
  const [, kept] = UNITS;
  const fewer = { ...context, services: kept ?? '' };
  const none = { identity: 'cognito' };

  test.each([
    ['one of two', fewer],
    ['all', none],
  ])('%s: the stack of the pool, whose exports are in use, stays as it is', (name, services) => {
    const pool = scratch.synthesize(name, {
      ...{ region, context: services, stack: 'FengqiaoIdentity' },
    });
    expect(pool.text).toBe(text);
  });

  test('its client and its audience go together, in the stack that takes its tokens', () => {
    const clients = (of: readonly [string, Resource][]) =>
      of.filter(([, { Type }]) => Type === 'AWS::Cognito::UserPoolClient').map(([id]) => id);
    const configuration = (of: readonly [string, Resource][]) =>
      ofType('AWS::ApiGatewayV2::Authorizer', of)[0]?.JwtConfiguration;
    const page = { 'Fn::ImportValue': expect.stringContaining('Page') };
    const [gone, stays] = clients(main.resources);
    expect(configuration(main.resources)).toMatchObject({
      Audience: [page, { Ref: gone }, { Ref: stays }],
    });
    const left = scratch.synthesize('left', { region, context: fewer }).resources;
    expect(clients(left)).toEqual([stays]);
    expect(configuration(left)).toMatchObject({ Audience: [page, { Ref: stays }] });
  });
});

test('service accounts without the pool are a flag that was forgotten', () => {
  const alone = { services: UNITS.join(',') };
  expect(() => scratch.synthesize('alone', { region, context: alone })).toThrow('identity=cognito');
});

test('a user pool has so many services at most', () => {
  const services = Array.from(
    { length: 50 },
    (_, index) => `4104${String(index).padStart(8, '0')}`,
  );
  const many = {
    context: { identity: 'cognito', services: services.join(',') },
    stack: 'Fengqiao',
  };
  expect(() => scratch.synthesize('many', { region: 'ap-northeast-1', ...many })).toThrow(
    'at most 49',
  );
});
