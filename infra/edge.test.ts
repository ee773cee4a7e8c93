import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Json, mentions, scratchAssemblies } from './testing.ts';

const scratch = scratchAssemblies();
afterAll(scratch.remove);

const context = { edge: 'true' };
const entries = scratch.synthesize('edge', { context, stack: 'FengqiaoEdge' }).resources;
const resources = entries.map(([, resource]) => resource);
const only = (type: string) => {
  const [found, ...others] = resources.filter(({ Type }) => Type === type);
  if (!found || others.length > 0) throw new Error(`not one ${type}`);
  return found.Properties;
};

test('without the flag there is no edge, and with it the rest is the same', () => {
  const plain = scratch.synthesize('plain');
  expect(existsSync(join(scratch.folder, 'plain', 'FengqiaoEdge.template.json'))).toBe(false);
  expect(scratch.synthesize('edge', { context }).text).toBe(plain.text);
});

test('the China partition is told that it has no such edge', () => {
  expect(() => scratch.synthesize('china', { context, region: 'cn-north-1' })).toThrow(
    /no edge in the China partition/,
  );
});

test('the ACL stands at CloudFront: managed rules that let days through, and a limit by address', () => {
  const acl = only('AWS::WAFv2::WebACL');
  expect(acl).toMatchObject({
    Scope: 'CLOUDFRONT',
    Rules: [
      { Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 100_000 } } },
      {
        OverrideAction: { None: {} },
        Statement: {
          ManagedRuleGroupStatement: {
            Name: 'AWSManagedRulesCommonRuleSet',
            RuleActionOverrides: [
              { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
              { Name: 'NoUserAgent_HEADER' },
            ],
          },
        },
      },
      {
        Statement: {
          ManagedRuleGroupStatement: { Name: 'AWSManagedRulesKnownBadInputsRuleSet' },
        },
      },
    ],
  });
  expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
});

test('its log is kept for a year, without token, path and query', () => {
  expect(only('AWS::Logs::LogGroup')).toMatchObject({
    LogGroupName: 'aws-waf-logs-fengqiaoedge',
    RetentionInDays: 365,
  });
  expect(only('AWS::WAFv2::LoggingConfiguration').RedactedFields).toEqual([
    { SingleHeader: { Name: 'authorization' } },
    { SingleHeader: { Name: 'cookie' } },
    { QueryString: {} },
    { UriPath: {} },
  ]);
});

test('CloudFront speaks TLS on both sides, caches nothing and hands the token on', () => {
  const distribution = only('AWS::CloudFront::Distribution');
  expect(distribution.DistributionConfig).toMatchObject({
    WebACLId: expect.anything(),
    DefaultCacheBehavior: {
      ViewerProtocolPolicy: 'redirect-to-https',
      // CachingDisabled, and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    },
    Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
  });
});

test('what its visitors meet is told where CloudFront tells it, and a stage is not taken for another', () => {
  const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const metrics = alarms.flatMap(({ Properties }): unknown[] => {
    if (Properties.MetricName) return [Properties];
    const read = Properties.Metrics as { readonly MetricStat?: { readonly Metric: Json } }[];
    return read.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
  });
  const global = { Name: 'Region', Value: 'Global' };
  const [id] = entries.find(([, { Type }]) => Type === 'AWS::CloudFront::Distribution') ?? [];
  const ofDistribution = [{ Name: 'DistributionId', Value: { Ref: id } }, global];
  const ofAcl = (rule: string) => [
    { Name: 'Rule', Value: rule },
    { Name: 'WebACL', Value: 'fengqiaoedge' },
  ];
  expect(metrics).toMatchObject([
    { MetricName: '5xxErrorRate', Dimensions: ofDistribution },
    { MetricName: 'Requests', Dimensions: ofDistribution },
    { MetricName: 'BlockedRequests', Dimensions: ofAcl('ALL') },
    { MetricName: 'Requests', Dimensions: ofDistribution },
    { MetricName: 'BlockedRequests', Dimensions: ofAcl('by-address') },
  ]);
  // The ACL's dimension is the name of its metrics, and that of a rule is the rule's.
  expect(only('AWS::WAFv2::WebACL')).toMatchObject({
    VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'fengqiaoedge' },
    Rules: expect.arrayContaining([
      expect.objectContaining({
        VisibilityConfig: expect.objectContaining({ MetricName: 'by-address' }),
      }),
    ]),
  });
  const stage = scratch.synthesize('edge-stage', {
    ...{ context: { ...context, stage: 'test' }, stack: 'FengqiaoEdge-test' },
  });
  expect(stage.text).toContain('"MetricName": "fengqiaoedge-test"');
  expect(mentions(JSON.parse(stage.text) as Json, 'fengqiaoedge')).toBe(false);
});
