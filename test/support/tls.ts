/** A certificate authority of a test's own, and requests that trust it alone. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';

/** No name server knows it; requests of the tests go to loopback. */
export const HOST = 'fengqiao.test';

const openssl = (folder: string, ...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

export interface Authority {
  /** The authority's certificate. */
  readonly ca: string;
  /** Issues `<name>.crt` and `<name>.key` for the host and `localhost`, and gives the serial number in hex. */
  issue(name: string): string;
}

export function createAuthority(folder: string): Authority {
  const subject = ['-subj', '/CN=Test authority'];
  openssl(
    folder,
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-days', '2', ...subject, '-keyout', 'ca.key', '-out', 'ca.crt'],
  );
  writeFileSync(join(folder, 'host.ext'), `subjectAltName=DNS:${HOST},DNS:localhost\n`);
  return {
    ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
    issue(name) {
      openssl(
        folder,
        ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${HOST}`],
        ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
      );
      openssl(
        folder,
        ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key'],
        ...['-CAcreateserial', '-days', '1', '-extfile', 'host.ext', '-out', `${name}.crt`],
      );
      const serial = openssl(folder, 'x509', '-in', `${name}.crt`, '-noout', '-serial');
      return serial.toString().trim().replace('serial=', '');
    },
  };
}

export interface SecureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request to an address of the host, over a connection of its own. */
export function askSecurely(
  ca: string,
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: string | Uint8Array;
  } = {},
): Promise<SecureAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  const { port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, servername: HOST, path: pathname + search, ca, method },
        headers: { host: new URL(url).host, ...headers },
        agent: false,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Shakes hands and gives the serial number of the certificate shown. */
export function serialShown(ca: string, port: number, maxVersion?: 'TLSv1.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host: '127.0.0.1', port, servername: HOST, ca },
      // A client of today would not even ask for an old version by itself.
      ...(maxVersion && {
        ...{ minVersion: 'TLSv1' as const, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' },
      }),
    });
    socket.once('secureConnect', () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
