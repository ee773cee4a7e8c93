/** What Cognito writes into a token before it gives it out: whose unit, and which role. */
import { z } from 'zod';

/** The pool's own attributes of a person, which only its administrators write. */
export const UNIT_ATTRIBUTE = 'custom:unit';
export const ROLE_ATTRIBUTE = 'custom:role';
/** The resource server whose scopes are the units of service accounts: `fengqiao/410482002000`. */
export const SCOPE_SERVER = 'fengqiao';

/** An event of the trigger, version 2 or 3, as far as it is read here. */
const eventSchema = z.looseObject({
  triggerSource: z.string(),
  request: z.looseObject({
    // Null or left out where no person has signed in.
    userAttributes: z.record(z.string(), z.string()).nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
});

const unitSchema = z.string().regex(/^\d{12}$/);
const roleSchema = z.enum(['viewer', 'clerk', 'reviewer', 'administrator']);

interface Claims {
  readonly fengqiao_unit: string;
  readonly fengqiao_role: string;
}

/**
 * The event with its answer. A person's claims are the attributes; a service account's the one unit
 * among its scopes, which its client may not choose, and the role of a clerk. Where they are not as
 * they should be there are none, and the API answers `no_branch`; nothing that a client sends along
 * (`clientMetadata`) is looked at. Throws where it is no such event: no token is given out then.
 */
export function withClaims(event: unknown) {
  const read = eventSchema.parse(event);
  const { triggerSource, request } = read;
  const claims =
    triggerSource === 'TokenGeneration_ClientCredentials'
      ? claimsOfService(request.scopes ?? [])
      : claimsOfPerson(request.userAttributes ?? {});
  const generation = claims && { claimsToAddOrOverride: claims };
  return {
    ...read,
    response: {
      claimsAndScopeOverrideDetails: generation
        ? { accessTokenGeneration: generation, idTokenGeneration: generation }
        : {},
    },
  };
}

function claimsOfPerson(attributes: Readonly<Record<string, string>>): Claims | undefined {
  const unit = unitSchema.safeParse(attributes[UNIT_ATTRIBUTE]);
  const role = roleSchema.safeParse(attributes[ROLE_ATTRIBUTE]);
  if (!unit.success || !role.success) return undefined;
  return { fengqiao_unit: unit.data, fengqiao_role: role.data };
}

function claimsOfService(scopes: readonly string[]): Claims | undefined {
  const own = scopes.filter((scope) => scope.startsWith(`${SCOPE_SERVER}/`));
  const unit = unitSchema.safeParse(own[0]?.slice(SCOPE_SERVER.length + 1));
  if (own.length !== 1 || !unit.success) return undefined;
  return { fengqiao_unit: unit.data, fengqiao_role: 'clerk' };
}
