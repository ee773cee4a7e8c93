/** Every kind of call that the last `npm test` made under the template's policies. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localityAt } from '../local/cloud/locality.ts';
import { readRecords } from '../local/cloud/permissions/record.ts';
import { readTemplate } from '../local/cloud/template/read.ts';
import { ACCOUNT, type Case, caseOf } from './opinion-case.ts';

/** Throws where no test has run. */
export function recordedCases(root: string): Case[] {
  const folder = join(root, 'test/output/grants');
  if (!existsSync(folder)) throw new Error('run npm test first: it notes the calls it makes');
  const locality = localityAt('http://localhost', { issuer: 'http://localhost' });
  const { roles, resourcePolicies } = readTemplate(join(root, 'cdk.out'), locality);
  const kinds = new Map(
    readRecords(folder).map((one) => [`${one.principal} ${one.action} ${one.by?.resource}`, one]),
  );
  return [...kinds.values()].flatMap(({ principal, action, resource, context }) => {
    // Taking a role on is asked of its trust alone.
    if (action === 'sts:AssumeRole') return [];
    const role = roles.find(({ arn }) => arn === principal);
    if (!role && principal.startsWith('arn:')) return [];
    const holder = resource.includes(':s3:::') ? resource.replace(/\/.*$/, '') : resource;
    const policies = resourcePolicies.filter(({ resourceArn }) => resourceArn === holder);
    return [
      caseOf({
        principal: role
          ? { kind: 'role', arn: role.arn, account: ACCOUNT }
          : { kind: 'service', name: principal },
        ...{ action, resource, context },
        role: role?.statements ?? [],
        policy: policies.length > 0 ? policies.flatMap(({ statements }) => statements) : undefined,
      }),
    ];
  });
}
