import { CfnOutput, CfnParameter, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
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
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ownName } from './constructs/pin.ts';
import { LOG_RETENTION } from './constructs/service-function.ts';

/** Where web ACLs of CloudFront live, whatever the region of the rest. */
export const EDGE_REGION = 'us-east-1';

/**
 * Requests of one address in five minutes. All stations of a province may stand behind one: 2,600
 * of them opening a page of some twenty requests at noon.
 */
const MOST_BY_ADDRESS = 100_000;

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
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('fengqiao'),
      rules: [
        {
          name: 'by-address',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: MOST_BY_ADDRESS },
          },
          visibilityConfig: visibility('by-address'),
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
    new CfnOutput(this, 'Url', { value: `https://${distribution.distributionDomainName}` });
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
