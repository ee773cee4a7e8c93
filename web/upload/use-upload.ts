/** A file on its way: chosen, checked, sent. It stays in the page until another one is chosen. */
import { useState } from 'react';
import { saveFile } from '../save-file.ts';
import type { SendFailure, Sent } from '../send.ts';
import type { FileAnswer } from './answer.ts';
import { type FileFault, type FileKind, kindOfFile, SIGNATURE_BYTES } from './file-kind.ts';
import { type FileSender, markedTable, WAYS } from './ways.ts';

export type Task = 'check' | 'send' | 'marked';

export interface Upload {
  readonly file: File | undefined;
  readonly kind: FileKind | undefined;
  /** Why the file was not even looked into. */
  readonly fault: FileFault | undefined;
  /** What is under way. */
  readonly task: Task | undefined;
  /** What went wrong with what was asked last, */
  readonly failure: SendFailure | undefined;
  /** and that again. */
  readonly retry: () => void;
  readonly answer: FileAnswer | undefined;
  /** Whether the answer is that to sending, not to checking. */
  readonly sent: boolean;
  readonly choose: (file: File) => void;
  readonly sendDays: () => void;
  readonly saveMarked: (name: string) => void;
}

interface State {
  readonly file?: File;
  readonly kind?: FileKind;
  readonly fault?: FileFault;
  readonly task?: Task;
  readonly failed?: { readonly failure: SendFailure; readonly retry: () => void };
  readonly answer?: FileAnswer;
  readonly sent?: boolean;
}

/** Files of one sender, each checked as soon as it is chosen. */
export function useUpload(sender: FileSender, language: string): Upload {
  const [state, setState] = useState<State>({});

  /** Does a task on the state; an answer that comes after another file was chosen is let go. */
  async function perform<T>(
    before: State,
    task: Task,
    ask: () => Promise<Sent<T>>,
    after: (value: T) => Partial<State>,
  ): Promise<void> {
    const { failed: _, ...rest } = before;
    setState({ ...rest, task });
    const asked = await ask();
    const failed = () => perform(before, task, ask, after);
    setState((now) => {
      if (now.file !== before.file) return now;
      return asked.ok
        ? { ...rest, ...after(asked.value) }
        : { ...rest, failed: { failure: asked.failure, retry: failed } };
    });
  }

  async function choose(file: File): Promise<void> {
    const start = new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
    const judged = kindOfFile(file.name, file.size, start);
    if (!judged.ok) return setState({ file, fault: judged.fault });
    const { kind } = judged;
    await perform(
      { file, kind },
      'check',
      () => WAYS[kind]('check', file, sender, language),
      (answer) => ({ answer }),
    );
  }

  const { file, kind, fault, task, failed, answer, sent = false } = state;
  const chosen = (act: (file: File, kind: FileKind) => void) => () => {
    if (file && kind && !task) act(file, kind);
  };
  return {
    ...{ file, kind, fault, task, answer, sent, choose },
    failure: failed?.failure,
    retry: () => failed?.retry(),
    sendDays: chosen((own, way) =>
      perform(
        state,
        'send',
        () => WAYS[way]('send', own, sender, language),
        (received) => ({ answer: received, sent: true }),
      ),
    ),
    saveMarked: (name) =>
      chosen((own) =>
        perform(
          state,
          'marked',
          () => markedTable(own, sender.station, language),
          (marked) => {
            saveFile(marked, name);
            return {};
          },
        ),
      )(),
  };
}
