import {
  Aws,
  CfnOutput,
  CfnParameter,
  CfnRule,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  type IUserPool,
  LambdaVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ROLE_ATTRIBUTE, UNIT_ATTRIBUTE } from '../functions/token/claims.ts';
import { acknowledge } from './acknowledge.ts';
import { Operators } from './constructs/operators.ts';
import { ownName, pinLogicalId } from './constructs/pin.ts';
import { NO_SIGN_IN, SHORT } from './constructs/service-accounts.ts';
import { ServiceFunction } from './constructs/service-function.ts';

/** Whose tokens the API takes. */
export interface Identity {
  readonly issuer: string;
  /** The page's client. */
  readonly clientId: string;
  /** Where the page asks for tokens. */
  readonly origins: string;
  /** Where service accounts are made, if here. */
  readonly pool?: IUserPool;
}

export interface IdentityStackProps extends StackProps {
  readonly bundles: string;
}

/** A working day: then people sign in again. */
const SIGN_IN = Duration.hours(8);
/** A refresh token that is spent is taken again for so long, as when an answer was lost. */
const GRACE = Duration.seconds(10);

/**
 * People in a Cognito user pool, for regions that have it. Its clients' tokens carry the two claims
 * by a trigger. People are entered by the department, never by themselves. Service accounts are made
 * where their tokens are taken (`ServiceAccounts`), and nothing here depends on which there are.
 */
export class IdentityStack extends Stack {
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { bundles, ...props }: IdentityStackProps) {
    super(scope, id, { description: 'Fengqiao: sign-in with Amazon Cognito', ...props });
    new CfnRule(this, 'NotInChina', {
      assertions: [
        {
          assert: Fn.conditionNot(Fn.conditionEquals(Aws.PARTITION, 'aws-cn')),
          assertDescription: NOT_IN_CHINA,
        },
      ],
    });
    const page = new CfnParameter(this, 'PageUrl', {
      type: 'String',
      description:
        'The address of the page without a slash at its end: Url of FengqiaoEdge, if any, or of Fengqiao',
      allowedPattern: 'https://[^/]+',
    }).valueAsString;

    new Operators(this, { withBudget: false });
    const token = new ServiceFunction(this, 'TokenFunction', {
      name: 'token',
      bundles,
      description: 'Writes unit and role into tokens',
      // Cognito waits for five seconds.
      timeout: Duration.seconds(5),
      memory: 512,
      environment: {},
      permissions: [],
      trigger: { kind: 'sign_in' },
    });
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      // An address could be anybody's: whoever has lost a password is helped by the department.
      accountRecovery: AccountRecovery.NONE,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        ...{ minLength: 12, requireDigits: true, requireLowercase: true },
        ...{ requireUppercase: true, requireSymbols: true },
        tempPasswordValidity: Duration.days(3),
        passwordHistorySize: 5,
      },
      customAttributes: {
        [own(UNIT_ATTRIBUTE)]: new StringAttribute({ minLen: 12, maxLen: 12, mutable: true }),
        [own(ROLE_ATTRIBUTE)]: new StringAttribute({ minLen: 1, maxLen: 20, mutable: true }),
      },
      // What lets a trigger write into access tokens.
      featurePlan: FeaturePlan.ESSENTIALS,
      // As the stack itself: production only.
      deletionProtection: this.terminationProtection ?? false,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      pool,
      'COG8',
      'The plus tier guesses at risk by the user; here everybody shows a second factor',
    );
    pinLogicalId(pool, 'People');
    pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      token.lambda,
      LambdaVersion.V3_0,
    );
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${ownName(this)}-${Aws.ACCOUNT_ID}` },
    });
    const client = pool.addClient('Page', {
      ...{ ...SHORT, idTokenValidity: SHORT.accessTokenValidity, refreshTokenValidity: SIGN_IN },
      refreshTokenRotationGracePeriod: GRACE,
      generateSecret: false,
      // No passwords but on Cognito's own page.
      authFlows: NO_SIGN_IN,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${page}/signed-in`],
        logoutUrls: [`${page}/`],
      },
      // Nobody changes what the claims come from, nor reads anybody's but through a token.
      readAttributes: new ClientAttributes().withStandardAttributes({ preferredUsername: true }),
      writeAttributes: new ClientAttributes().withStandardAttributes({ preferredUsername: true }),
    });
    this.identity = {
      issuer: pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      origins: domain.baseUrl(),
      pool,
    };
    // Also where nobody imports it: the last service account that goes would take it away, and this
    // stack is deployed before the one that still imports it.
    this.exportValue(pool.userPoolId);
    new CfnOutput(this, 'PoolId', {
      value: pool.userPoolId,
      description: 'Where people are entered',
    });
    new CfnOutput(this, 'TokenEndpoint', { value: `${domain.baseUrl()}/oauth2/token` });
  }
}

export const NOT_IN_CHINA =
  'The China regions have no Amazon Cognito user pools: name an issuer with OidcIssuer instead';

/** The name of an attribute in the pool's own list. */
const own = (attribute: string) => attribute.replace('custom:', '');
