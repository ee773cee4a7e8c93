/** A Java development kit and Maven: found, or installed where that may be done. */
import { spawnSync } from 'node:child_process';
import { installPackages, run } from './debian.ts';

/** What Trino 435 needs at least. */
const OLDEST_JAVA = 17;

/** Sees to it that `java` (a development kit, which runs a source file) and `mvn` are there. */
export function needJava(): void {
  const { status, stdout } = spawnSync('javac', ['-version'], { encoding: 'utf8' });
  const version = Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0);
  const missing = [
    ...(status === 0 && version >= OLDEST_JAVA ? [] : [`openjdk-${OLDEST_JAVA}-jdk-headless`]),
    ...(spawnSync('mvn', ['-v']).status === 0 ? [] : ['maven']),
  ];
  if (missing.length > 0) installPackages(...missing);
}

/** Runs a pom's phase. Ends the process where it fails. */
export function maven(pom: string, phase: string, properties: Readonly<Record<string, string>>) {
  const settings = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  run('mvn', '-q', '-B', '-f', pom, phase, ...settings);
}
