import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Another process of this program, from a file beside this one. */
export class OtherProcess {
  readonly #child: ChildProcessByStdio<null, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly ended: Promise<void>;

  constructor(file: string, parameters: readonly string[], shell?: (command: string) => string) {
    const path = join(import.meta.dirname, file);
    const command = [process.execPath, '--import', 'tsx', path, ...parameters];
    const options = { stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'] };
    const quoted = command.map((part) => `'${part}'`).join(' ');
    this.#child = shell
      ? spawn('/bin/sh', ['-c', shell(quoted)], options)
      : spawn(command[0] as string, command.slice(1), options);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => this.#child.on('close', () => resolve()));
  }

  /** The next line that it prints; null when it has ended. */
  async line(): Promise<string | null> {
    const { value, done } = await this.#lines.next();
    return done ? null : value;
  }

  /** Ends it without a chance to clean up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
