import {
  CfnOutput,
  CfnParameter,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { OperatorAlarm } from './constructs/operator-alarm.ts';
import { Operators } from './constructs/operators.ts';
import { ownName } from './constructs/pin.ts';
import { LOG_RETENTION } from './constructs/service-function.ts';

/** Where web ACLs of CloudFront live, whatever the region of the rest. */
export const EDGE_REGION = 'us-east-1';

/**
 * Requests of one address in five minutes. All stations of a province may stand behind one: 2,600
 * of them opening a page of some twenty requests at noon.
 */
const MOST_BY_ADDRESS = 100_000;
const BY_ADDRESS = 'by-address';

const PERIOD = Duration.minutes(5);

/** Rules of the common set that are counted and do not block, and why. */
const COUNTED = [
  // A day has up to 4 MB, and the rule takes 8 KB for too much.
  'SizeRestrictions_BODY',
  // Stations' own software need not say what it is.
  'NoUserAgent_HEADER',
];

/**
 * CloudFront with a web ACL in front of the HTTP API, for the `aws` partition: it caches nothing
 * and hands every header but the host on. The API's own address stays open beside it; what guards
 * that is the token, the stage's throttle and the limits of accounts.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { description: 'Fengqiao: the edge', ...props });
    const api = new CfnParameter(this, 'ApiHost', {
      type: 'String',
      description: 'Host of the other stack’s Url: abc123.execute-api.region.amazonaws.com',
      allowedPattern: '[a-z0-9.-]+',
    }).valueAsString;
    new Operators(this, { withBudget: false });
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      // A stage's requests are not production's.
      visibilityConfig: visibility(ownName(this)),
      rules: [
        {
          name: BY_ADDRESS,
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: MOST_BY_ADDRESS },
          },
          visibilityConfig: visibility(BY_ADDRESS),
        },
        managed('AWSManagedRulesCommonRuleSet', 1, COUNTED),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2, []),
      ],
    });
    // The name must begin so.
    const logs = new LogGroup(this, 'WebAclLogs', {
      logGroupName: `aws-waf-logs-${ownName(this)}`,
      retention: LOG_RETENTION,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // It never logs a body; nor shall it a path, a query or a token.
    new CfnLoggingConfiguration(this, 'WebAclLogging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        this.formatArn({ service: 'logs', resource: `log-group:${logs.logGroupName}` }),
      ],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
        { uriPath: {} },
      ],
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Fengqiao',
      webAclId: acl.attrArn,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: new HttpOrigin(api, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
    const reasons = {
      CFR1: 'Where the department reaches the internet is not known here; the ACL is where it says so',
      CFR3: 'The ACL logs every request; the log of CloudFront would also hold paths and queries',
      CFR4: 'The name is of CloudFront itself, whose certificate goes with TLS 1.0; a domain ends that',
    };
    for (const [rule, reason] of Object.entries(reasons)) acknowledge(distribution, rule, reason);
    this.#alarms(distribution);
    new CfnOutput(this, 'Url', {
      value: `https://${distribution.distributionDomainName}`,
      description: 'The page: what issuers send people back to',
    });
  }

  /** CloudFront's metrics and those of its ACLs are told in this region alone. */
  #alarms(distribution: Distribution): void {
    // Not the library's own metrics of a distribution: they lack the region, and read nothing.
    const ofDistribution = (metricName: string, statistic: string) =>
      new Metric({
        ...{ namespace: 'AWS/CloudFront', metricName, period: PERIOD, statistic },
        dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
      });
    const requests = ofDistribution('Requests', 'Sum');
    new OperatorAlarm(this, 'ServerErrors', {
      zh: '经 CloudFront 的请求超过百分之一以服务端错误（5xx）结束，或连不上源站',
      en: 'more than one request in a hundred through CloudFront ended as 5xx, or found no origin',
      severity: 'urgent',
      runbook: 'edge',
      metric: new MathExpression({
        // As at the API itself, two failures at night are no rate; CloudFront tells a percentage.
        expression: 'IF(requests * rate / 100 >= 3, rate, 0)',
        usingMetrics: { rate: ofDistribution('5xxErrorRate', 'Average'), requests },
        period: PERIOD,
      }),
      threshold: 1,
    });
    // Scanners of the internet are blocked every day, but are few beside those who work here.
    new OperatorAlarm(this, 'Blocked', {
      zh: 'Web ACL 拦截了百分之五以上的请求',
      en: 'the web ACL blocks one request in twenty or more',
      severity: 'normal',
      runbook: 'edge',
      metric: new MathExpression({
        expression: 'IF(blocked >= 20, 100 * blocked / requests, 0)',
        usingMetrics: { blocked: this.#blocked('ALL'), requests },
        period: PERIOD,
      }),
      threshold: 5,
      periods: 3,
    });
    new OperatorAlarm(this, 'AddressLimited', {
      zh: '有网络地址的请求超过限额而被拦截，其后面的所有单位都受影响',
      en: 'an address asks for more than its limit and is blocked, with everybody behind it',
      severity: 'urgent',
      runbook: 'edge',
      metric: this.#blocked(BY_ADDRESS),
      threshold: 1,
    });
  }

  /** What the ACL blocked by a rule, or by `ALL`. One of CloudFront has no dimension of a region. */
  #blocked(rule: string): Metric {
    return new Metric({
      ...{ namespace: 'AWS/WAFV2', metricName: 'BlockedRequests' },
      ...{ period: PERIOD, statistic: 'Sum' },
      dimensionsMap: { WebACL: ownName(this), Rule: rule },
    });
  }
}

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  ...{ metricName, cloudWatchMetricsEnabled: true },
  // Samples would show requests, tokens and all.
  sampledRequestsEnabled: false,
});

function managed(name: string, priority: number, counted: readonly string[]) {
  return {
    ...{ name, priority, overrideAction: { none: {} }, visibilityConfig: visibility(name) },
    statement: {
      managedRuleGroupStatement: {
        ...{ vendorName: 'AWS', name },
        ruleActionOverrides: counted.map((rule) => ({
          name: rule,
          actionToUse: { count: {} },
        })),
      },
    },
  } satisfies CfnWebACL.RuleProperty;
}
