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
  /** Set for an upload in parts, which needs more of a key. */
  readonly inParts?: true;
  /** What else a policy's conditions can ask of the call; asked for where one does. */
  readonly context?: () => CallContext;
}

/** Values by condition key, such as `s3:prefix`; a list where a key may have several. */
export type CallContext = Readonly<Record<string, string | readonly string[]>>;

export type Service = 's3' | 'dynamodb' | 'sqs' | 'sns' | 'athena' | 'glue';

export interface Access {
  /** The secret of a key, or undefined where there is no such key. */
  readonly accessKeys: (accessKeyId: string) => string | undefined;
  /** True, or why the call is denied. */
  readonly authorize: (call: Call) => true | Denial;
}

export interface Denial {
  /** In the service's usual words. */
  readonly error: string;
  /** Set where it is the key that the caller may not use. */
  readonly ofKey?: true;
}

/** Why a call is denied, or undefined where it is allowed. */
export function denial(access: Access, call: Call): Denial | undefined {
  const answer = access.authorize(call);
  return answer === true ? undefined : answer;
}
