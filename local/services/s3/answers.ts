/** What S3 says, in XML. */
import type { ServerResponse } from 'node:http';

/** A refusal as S3 words it. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const noSuchKey = () => new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
export const notImplemented = (what: string) =>
  new S3Error(501, 'NotImplemented', `A header or parameter implies what is not here: ${what}`);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** One element with text in it. */
export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${String(text).replace(/[&<>"\r]/g, (found) => ESCAPES[found] ?? found)}</${name}>`;
}

/** A whole document; `inner` is XML already. */
export function xmlDocument(root: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;
}

export function sendXml(response: ServerResponse, document: string, status = 200): void {
  const body = Buffer.from(document);
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length });
  response.end(body);
}

/** Answers a refusal; a HEAD's has no body, and its code is then all in the status. */
export function sendError(
  response: ServerResponse,
  error: S3Error,
  method: string | undefined,
  resource: string,
): void {
  if (method === 'HEAD' || error.status === 304) {
    response.writeHead(error.status).end();
    return;
  }
  const inner = [
    element('Code', error.code),
    element('Message', error.message),
    element('Resource', resource),
    element('RequestId', String(response.getHeader('x-amz-request-id'))),
  ].join('');
  sendXml(
    response,
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`,
    error.status,
  );
}
