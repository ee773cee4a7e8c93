import { describe, expect, it } from 'vitest';
import { handler } from './handler.ts';

/** Events as the developer guide of Amazon Cognito shows them. */
const PERSON = {
  version: '3',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'us-east-1',
  userPoolId: 'us-east-1_EXAMPLE',
  userName: 'JaneDoe',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
  request: {
    userAttributes: {
      sub: 'a36036a8-9061-424d-a737-56d57dae7bc6',
      'cognito:user_status': 'CONFIRMED',
      'custom:unit': '410482000000',
      'custom:role': 'reviewer',
    },
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid'],
  },
  response: { claimsAndScopeOverrideDetails: null },
};
const SERVICE = {
  ...PERSON,
  triggerSource: 'TokenGeneration_ClientCredentials',
  userName: 'ClientCredentials',
  request: { userAttributes: null, groupConfiguration: null, scopes: ['fengqiao/410482002000'] },
};

const claimsIn = async (event: unknown) => {
  const { response } = await handler(event);
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration?.claimsToAddOrOverride;
};
const person = (userAttributes: Record<string, string>, more: object = {}) => ({
  ...PERSON,
  request: { ...PERSON.request, userAttributes, ...more },
});
const service = (scopes: readonly string[]) => ({
  ...SERVICE,
  request: { ...SERVICE.request, scopes },
});

describe('a token of Cognito', () => {
  it.each([...['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'RefreshTokens']])(
    'has a person’s unit and role: %s',
    async (source) => {
      expect(await claimsIn({ ...PERSON, triggerSource: `TokenGeneration_${source}` })).toEqual({
        ...{ fengqiao_unit: '410482000000', fengqiao_role: 'reviewer' },
      });
    },
  );

  it('gives back the event with the answer in both tokens', async () => {
    const claimsToAddOrOverride = { fengqiao_unit: '410482000000', fengqiao_role: 'reviewer' };
    expect(await handler(PERSON)).toEqual({
      ...PERSON,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride },
          idTokenGeneration: { claimsToAddOrOverride },
        },
      },
    });
  });

  it.each([
    ['no attributes', {}],
    ['no role', { 'custom:unit': '410482000000' }],
    ['a role that is none', { 'custom:unit': '410482000000', 'custom:role': 'root' }],
    ['a unit that is none', { 'custom:unit': '4104', 'custom:role': 'viewer' }],
  ])('has none of a person with %s', async (_, attributes) => {
    expect(await claimsIn(person(attributes))).toBeUndefined();
  });

  it('has nothing that the client sends along', async () => {
    const clientMetadata = { 'custom:unit': '410000000000', 'custom:role': 'administrator' };
    expect(await claimsIn(person({}, { clientMetadata }))).toBeUndefined();
    const scopes = ['openid', 'fengqiao/410000000000'];
    expect(await claimsIn(person({}, { scopes }))).toBeUndefined();
  });

  it('makes a service account a clerk of the one unit of its scope', async () => {
    expect(await claimsIn(SERVICE)).toEqual({
      ...{ fengqiao_unit: '410482002000', fengqiao_role: 'clerk' },
    });
    expect(await claimsIn(service([]))).toBeUndefined();
    expect(await claimsIn(service(['other/410482002000']))).toBeUndefined();
    const two = ['fengqiao/410482002000', 'fengqiao/410482003000'];
    expect(await claimsIn(service(two))).toBeUndefined();
  });

  it('is not given out for an event that is another', async () => {
    await expect(handler({ version: '1' })).rejects.toThrow();
  });
});
