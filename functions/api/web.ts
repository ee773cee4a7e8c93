/** The web application's files, from the folder beside the bundle. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiContext } from './environment.ts';
import { problem } from './problems.ts';

export interface WebSettings {
  /** The folder with `index.html`. */
  readonly folder: string;
  /** Where people sign in: the OpenID Connect issuer, and the page's client id there. */
  readonly issuer: string;
  readonly clientId: string;
  /** Origins of the issuer's endpoints, where they are other than its own. */
  readonly signInOrigins: readonly string[];
  /** The origin that bulk files are uploaded to and their results read from. */
  readonly uploads: () => Promise<string>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};

/** What a browser shall not let the page, or anything in it, use. */
const UNUSED = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'],
];

const COMMON = {
  // Of this host alone: what else a department has below its domain is not ours to decide.
  strictTransportSecurity: 'max-age=31536000',
  xFrameOptions: 'DENY',
  permissionsPolicy: Object.fromEntries(UNUSED.map((feature) => [feature, []])),
} as const;

/** Headers of answers that are data: a browser that shows one as a page runs nothing in it. */
export const dataHeaders: MiddlewareHandler = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: {
    ...{ defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    frameAncestors: ["'none'"],
  },
});

/** Headers that keep the page to its own origin, its issuer and the store of bulk files. */
export function pageHeaders({ issuer, signInOrigins, uploads }: WebSettings): MiddlewareHandler {
  let headers: MiddlewareHandler | undefined;
  return async (c, next) => {
    headers ??= headersFor([new URL(issuer).origin, ...signInOrigins, await uploads()]);
    return headers(c, next);
  };
}

function headersFor(origins: readonly string[]): MiddlewareHandler {
  return secureHeaders({
    ...COMMON,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // The page's components set styles of their own.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", ...origins],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
  });
}

/**
 * Answers what no route of the API does: a file of the folder, and `index.html` for the
 * addresses that the page makes itself. Names do not change with the content, so a browser asks
 * each time, by entity tag. The folder is listed once, and only what it had then reaches the disk.
 */
export function webFiles({ folder }: WebSettings): (c: ApiContext) => Promise<Response> {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll(sep, '/'),
    ),
  );
  return async (c) => {
    const path = c.req.path.slice(1);
    const isPage = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isPage || path === 'v1' || path.startsWith('v1/')) return problem(c, 'not_found');
    const name = path.includes('.') ? path : 'index.html';
    const type = CONTENT_TYPES[extname(name)];
    if (!type || !files.has(name)) return problem(c, 'not_found');
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    const tag = createHash('sha256').update(bytes).digest('base64url');
    c.header('etag', `"${tag}"`);
    c.header('cache-control', 'no-cache');
    if (c.req.header('if-none-match')?.includes(tag)) return c.body(null, 304);
    return c.body(bytes, 200, { 'content-type': type });
  };
}
