/** What the main thread and a function's thread say to each other. */

export interface WorkerSettings {
  /** The folder that would be uploaded, and `index.handler` in it. */
  readonly codeDir: string;
  readonly handler: string;
  readonly clockOffset: SharedArrayBuffer;
}

export interface InvokeMessage {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  readonly timeoutMs: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}

export type WorkerMessage =
  /** The bundle is loaded; calls may come. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'answered'; readonly requestId: string; readonly payload: string }
  | {
      readonly kind: 'failed';
      /** Undefined where the bundle could not be loaded. */
      readonly requestId: string | undefined;
      readonly error: FunctionError;
    };

/** As Lambda describes an error that a function threw. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}
