import { Duration } from 'aws-cdk-lib';
import {
  type AuthFlow,
  type IUserPool,
  OAuthScope,
  ResourceServerScope,
  UserPoolClient,
  UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { SCOPE_SERVER } from '../../functions/token/claims.ts';

/** API Gateway's authorizer takes so many audiences, the page's among them. */
const MOST = 49;

/** What every client of the pool has. */
export const SHORT = {
  accessTokenValidity: Duration.minutes(15),
  enableTokenRevocation: true,
  preventUserExistenceErrors: true,
};

/**
 * No way to sign in by Cognito's own API, which knows neither redirect addresses nor PKCE. None at
 * all cannot be said: a client without flows gets the usual ones, a password by SRP among them. So
 * it is the one that a pool without triggers for challenges always refuses. What signs in on
 * Cognito's page, and what a client's own secret gets, needs none of them.
 */
export const NO_SIGN_IN: AuthFlow = { custom: true };

/**
 * A client with a secret for each unit, whose one scope says which unit it is. They stand in the
 * stack whose API takes their tokens, and not beside the pool: from there each would be an export
 * that the API imports, which CloudFormation lets nobody take away, and an account that fell into
 * wrong hands could not be ended by a deployment.
 */
export class ServiceAccounts extends Construct {
  readonly clientIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { pool, units }: { readonly pool: IUserPool; readonly units: readonly string[] },
  ) {
    super(scope, id);
    if (units.length > MOST) {
      throw new Error(
        `at most ${MOST} service accounts: give them to cities, or to another issuer`,
      );
    }
    const scopes = units.map(
      (unit) => new ResourceServerScope({ scopeName: unit, scopeDescription: `Sends for ${unit}` }),
    );
    const server = new UserPoolResourceServer(this, 'Server', {
      userPool: pool,
      identifier: SCOPE_SERVER,
      scopes,
    });
    this.clientIds = scopes.map(
      (own) =>
        new UserPoolClient(this, own.scopeName, {
          ...SHORT,
          userPool: pool,
          userPoolClientName: `service-${own.scopeName}`,
          generateSecret: true,
          authFlows: NO_SIGN_IN,
          oAuth: {
            flows: { clientCredentials: true },
            scopes: [OAuthScope.resourceServer(server, own)],
          },
        }).userPoolClientId,
    );
  }
}
