/**
 * `npm run serve`: the embedded cloud without the demo, for one machine. Settings in settings.ts.
 * Prints one line on standard output when requests are answered; SIGHUP makes it read its
 * certificate again; SIGTERM and SIGINT stop it cleanly.
 */
import { join } from 'node:path';
import type { ReadCertificate } from './cloud/http/tls.ts';
import { notifyReady } from './notify.ts';
import { isLoopback, openSignInWarning, readSettings, type Settings } from './settings.ts';
import '../tools/sql-hook.ts';

/** Errors that the user can do something about: the message says it all. */
const EXPECTED = [
  'AccountsError',
  'CertificateUnusable',
  'DataFolderInUse',
  'DataFolderUnusable',
  'DataFolderTooNew',
  'PortInUse',
  'SettingsError',
  'TemplateError',
  'TrinoUnreachable',
];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function serve(settings: Settings): Promise<void> {
  // After the hook that lets them import SQL.
  const { startCloud } = await import('./cloud/cloud.ts');
  const { ensureAssembly } = await import('./cloud/synthesis.ts');
  const root = join(import.meta.dirname, '..');
  const cdkOut = await ensureAssembly(root, () => say('synthesizing the template …'));
  const starting = startCloud({
    dataDir: settings.FENGQIAO_DATA,
    port: settings.PORT,
    cdkOut,
    schedules: 'on',
    trustedProxies: settings.FENGQIAO_TRUSTED_PROXY,
    ...optionsOf(settings),
  });
  const stop = async () => {
    for (const signal of SIGNALS) process.off(signal, stop);
    await (await starting).stop();
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const cloud = await starting;
  if (settings.FENGQIAO_TLS_CERT !== undefined) {
    tell(cloud.renewCertificate());
    process.on('SIGHUP', () => {
      try {
        tell(cloud.renewCertificate());
      } catch (error) {
        say(`${messageOf(error)}\n仍使用原来的证书 · the certificate before stays in use`);
      }
    });
  }
  process.stdout.write(`ready ${cloud.url}\n`);
  await notifyReady();
  if (settings.identity) {
    // It is up all the same: the issuer may come later, and the page says so meanwhile.
    const fault = await cloud.issuerFault();
    say(fault ?? `认证服务可用 · the issuer answers: ${settings.identity.issuer}`);
  } else if (!isLoopback(settings.HOST) || !isLoopback(new URL(cloud.url).hostname)) {
    say(openSignInWarning(cloud.url));
  }
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

function optionsOf(settings: Settings) {
  const { HOST, FENGQIAO_PUBLIC_URL, FENGQIAO_TLS_CERT, FENGQIAO_TLS_KEY } = settings;
  const { FENGQIAO_TRINO: address, FENGQIAO_S3_PORT: s3Port, identity } = settings;
  return {
    ...(identity && { identity }),
    ...(address === undefined ? {} : { trino: { address, s3Port } }),
    ...(HOST === undefined ? {} : { host: HOST }),
    ...(FENGQIAO_PUBLIC_URL === undefined ? {} : { publicUrl: FENGQIAO_PUBLIC_URL }),
    ...(FENGQIAO_TLS_CERT === undefined || FENGQIAO_TLS_KEY === undefined
      ? {}
      : { certificate: { certificate: FENGQIAO_TLS_CERT, key: FENGQIAO_TLS_KEY } }),
  };
}

function tell(read: ReadCertificate | undefined): void {
  if (!read) return;
  const day = read.expires.toISOString().slice(0, 10);
  say(`证书有效期至 ${day} · the certificate is good until ${day}`);
  for (const warning of read.warnings) say(warning);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

try {
  await serve(readSettings(process.env));
} catch (error) {
  if (error instanceof Error && EXPECTED.includes(error.name)) say(error.message);
  else console.error(error);
  process.exit(1);
}
