/** The settings of `npm run serve`, read from the environment at once. */
import { z } from 'zod';
import type { ExternalIdentity } from './cloud/cloud.ts';
import { isAddressOrNetwork } from './cloud/http/forwarded.ts';
import { externalIdentity } from './cloud/identity/external.ts';
import { DEFAULT_PORT } from './cloud/running.ts';

/** Some settings cannot be used; the message has a line for each, in Chinese and English. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const PORT = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535);

/** An origin, as a browser shows it. */
const ORIGIN = z
  .string()
  .refine(isOrigin)
  .transform((text) => new URL(text).origin);

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, href, origin } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && href === `${origin}/`;
}

/** `http://host:8080/catalog`: where a Trino answers, and the catalog that reads the lake. */
const TRINO = z.string().transform((text, context) => {
  const [, origin, catalog] = /^(https?:\/\/[^/@]+)\/(\w+)\/?$/.exec(text) ?? [];
  if (origin !== undefined && catalog !== undefined) return { origin, catalog };
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

const PROXIES = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isAddressOrNetwork));

const schema = z.object({
  FENGQIAO_DATA: z.string().default('.fengqiao'),
  PORT: PORT.default(DEFAULT_PORT),
  HOST: z.string().optional(),
  /** `yes`: the local issuer, which asks for no password, may be reached from other machines. */
  FENGQIAO_OPEN_SIGN_IN: z.literal('yes').optional(),
  FENGQIAO_PUBLIC_URL: ORIGIN.optional(),
  FENGQIAO_TLS_CERT: z.string().optional(),
  FENGQIAO_TLS_KEY: z.string().optional(),
  FENGQIAO_TRUSTED_PROXY: PROXIES.default([]),
  FENGQIAO_TRINO: TRINO.optional(),
  /** The port on loopback at which Trino's catalog looks for the store. */
  FENGQIAO_S3_PORT: PORT.default(9000),
});

export type Settings = z.infer<typeof schema> & {
  /** Who signs people in, in place of the cloud's own issuer. */
  readonly identity?: ExternalIdentity;
};

/** What each setting must be. */
const RULES: Readonly<Record<keyof z.infer<typeof schema>, readonly [zh: string, en: string]>> = {
  FENGQIAO_DATA: ['应为文件夹', 'must be a folder'],
  PORT: ['应为端口号 0–65535', 'must be a port number, 0–65535'],
  HOST: ['应为本机地址', 'must be an address of this machine'],
  FENGQIAO_OPEN_SIGN_IN: ['只能填 yes 或留空', 'must be yes or empty'],
  FENGQIAO_PUBLIC_URL: [
    '应为不带路径的网址，例如 https://fengqiao.example:8443',
    'must be an address without a path, such as https://fengqiao.example:8443',
  ],
  FENGQIAO_TLS_CERT: ['应为证书文件', 'must be a file'],
  FENGQIAO_TLS_KEY: ['应为私钥文件', 'must be a file'],
  FENGQIAO_TRUSTED_PROXY: [
    '应为 IP 地址或网段，用逗号分隔，例如 127.0.0.1,10.1.2.0/24',
    'must be IP addresses or networks with commas between, such as 127.0.0.1,10.1.2.0/24',
  ],
  FENGQIAO_TRINO: ['应为 http://主机:端口/目录名', 'must be http://host:port/catalog'],
  FENGQIAO_S3_PORT: ['应为端口号 0–65535', 'must be a port number, 0–65535'],
};

/**
 * Reads the settings; one that is empty is not set. Throws SettingsError, which names every
 * setting that is wrong and every two that do not go together.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = schema.safeParse(given);
  const wrong = parsed.error?.issues.map(({ path }) => path[0] as keyof typeof RULES) ?? [];
  const problems = [...new Set(wrong)].map((name) => say(name, ...RULES[name]));
  const { FENGQIAO_TLS_CERT: certificate, FENGQIAO_TLS_KEY: key, FENGQIAO_PUBLIC_URL: url } = given;
  if (certificate && !key) problems.push(say('FENGQIAO_TLS_KEY', ...PAIR));
  if (key && !certificate) problems.push(say('FENGQIAO_TLS_CERT', ...PAIR));
  if (
    (certificate || key) &&
    !url?.startsWith('https:') &&
    !wrong.includes('FENGQIAO_PUBLIC_URL')
  ) {
    problems.push(
      say(
        'FENGQIAO_PUBLIC_URL',
        '使用证书时应填写 https 开头的网址',
        'must be set, with https, where there is a certificate',
      ),
    );
  }
  const identity = externalIdentity(given);
  if (typeof identity === 'string') problems.push(identity);
  // As installed, and before it is known who signs people in, nobody else shall reach it.
  if (!given.FENGQIAO_OIDC_ISSUER && !given.FENGQIAO_OPEN_SIGN_IN && !isLoopback(given.HOST)) {
    problems.push(
      say(
        'HOST',
        '超出本机，而登录不需要密码：请填写 FENGQIAO_OIDC_ISSUER；确实只供试用的，填 FENGQIAO_OPEN_SIGN_IN=yes',
        'is beyond this machine while sign-in asks for no password: set FENGQIAO_OIDC_ISSUER, or FENGQIAO_OPEN_SIGN_IN=yes where it is for trying out and that is meant',
      ),
    );
  }
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems.join('\n'));
  return { ...parsed.data, ...(typeof identity === 'object' && { identity }) };
}

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string | undefined): boolean {
  return host === undefined || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** What whoever runs it must know where others reach it and it signs them in by itself. */
export function openSignInWarning(url: string): string {
  return `！！没有接入认证服务：打开 ${url} 的人都能选任一账号登录，不需要密码，只供试用
!! No issuer is set: whoever opens ${url} signs in as any account, without a password; for trying it out only`;
}

const PAIR = ['证书和私钥应同时填写', 'must be set: certificate and key go together'] as const;

const say = (name: string, zh: string, en: string) => `${name} ${zh} · ${name} ${en}`;
