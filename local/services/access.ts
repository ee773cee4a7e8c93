/** Who may call what: every server asks these two before it does anything. */

/** One call as a policy sees it. */
export interface Call {
  /** The key that signed the request; on one machine it names the function's role. */
  readonly accessKeyId: string;
  readonly service: Service;
  /** As a policy writes it: `s3:GetObject`. */
  readonly action: string;
  /**
   * The resource part of the ARN: `bucket` or `bucket/key`, `table/Name` or
   * `table/Name/index/index1`, the queue's or the topic's name.
   */
  readonly resource: string;
}

export type Service = 's3' | 'dynamodb' | 'sqs' | 'sns' | 'athena';

export interface Access {
  /** The secret of a key, or undefined where there is no such key. */
  readonly accessKeys: (accessKeyId: string) => string | undefined;
  /** False or a reason where the call is denied. */
  readonly authorize: (call: Call) => boolean | { readonly error: string };
}

/** The reason a call is denied in the service's usual words, or undefined where it is allowed. */
export function denial(access: Access, call: Call): string | undefined {
  const answer = access.authorize(call);
  if (answer === true) return undefined;
  const reason = answer === false ? 'no policy allows it' : answer.error;
  return `${call.accessKeyId} is not authorized to perform: ${call.action} on resource: ${call.resource} (${reason})`;
}
