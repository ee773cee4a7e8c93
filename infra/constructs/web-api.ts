import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { OperatorAlarm } from './operator-alarm.ts';
import { ownName } from './pin.ts';
import { LOG_RETENTION } from './service-function.ts';

/**
 * Who asked for what and how it ended: no query, no header, no body. Nor the path, in which a
 * client may put anything: the functions' own logs have the route's pattern.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  sourceIp: '$context.identity.sourceIp',
  account: '$context.authorizer.claims.sub',
  route: '$context.routeKey',
  method: '$context.httpMethod',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
};

/**
 * The HTTP API in front of one function: `/v1` for bearers of the issuer's tokens, except its
 * description; everything else is the web page.
 */
export class WebApi extends Construct {
  readonly url: string;
  readonly stage: HttpStage;

  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly lambda: IFunction;
      readonly issuer: string;
      readonly audiences: readonly string[];
    },
  ) {
    super(scope, id);
    const authorizer = new HttpJwtAuthorizer('Tokens', options.issuer, {
      jwtAudience: [...options.audiences],
    });
    const open = new HttpNoneAuthorizer();
    const integration = new HttpLambdaIntegration('Function', options.lambda, {
      scopePermissionToRoute: false,
    });
    const api = new HttpApi(this, 'Api', { apiName: ownName(this), createDefaultStage: false });
    const reading = [HttpMethod.GET, HttpMethod.HEAD];
    const route = (
      path: string,
      methods: HttpMethod[],
      allowed: typeof open | typeof authorizer,
    ) => {
      const routes = api.addRoutes({ path, methods, integration, authorizer: allowed });
      if (allowed !== open) return;
      const reason = 'The page and the description hold no data; who reads them has yet to sign in';
      for (const one of routes) acknowledge(one, 'APIG4', reason);
    };
    route('/v1/openapi.json', reading, open);
    route('/v1/{proxy+}', [HttpMethod.ANY], authorizer);
    route('/', reading, open);
    route('/{proxy+}', reading, open);

    const logGroup = new LogGroup(this, 'AccessLogs', { retention: LOG_RETENTION });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.url = stage.url;
    this.stage = stage;
    const period = Duration.minutes(5);
    new OperatorAlarm(this, 'ServerErrors', {
      zh: '超过百分之一的请求出现服务端错误（5xx）',
      en: 'more than one request in a hundred ended as 5xx',
      severity: 'urgent',
      runbook: 'http',
      metric: new MathExpression({
        // Two failures at night are no rate.
        expression: 'IF(errors >= 3, 100 * errors / requests, 0)',
        usingMetrics: {
          errors: stage.metricServerError({ period }),
          requests: stage.metricCount({ period, statistic: 'Sum' }),
        },
        period,
      }),
      threshold: 1,
    });
    new OperatorAlarm(this, 'Latency', {
      zh: '百分之五的请求等待超过三秒',
      en: 'one request in twenty takes longer than three seconds',
      severity: 'normal',
      runbook: 'http',
      metric: stage.metricLatency({ period, statistic: 'p95' }),
      threshold: 3000,
      periods: 3,
    });
  }
}
