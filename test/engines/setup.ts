/** Before the tests of engines: the template, and the emulators. */
import { installEmulators } from './emulators.ts';

export default function setup(): void {
  installEmulators();
}
