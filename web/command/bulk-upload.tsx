/** Choosing a bulk file and sending it. */
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { MAX_FILE_BYTES } from '../../shared/submissions/limits.ts';
import { FileChoice } from '../file-choice.tsx';
import { navigate } from '../router.tsx';
import type { SendFailure } from '../send.ts';
import { SignIn } from '../states.tsx';
import { useWords } from '../words.ts';
import { sizeText } from './bulk.ts';
import { type BulkWords, useBulkWords } from './bulk-words.ts';
import { upload } from './upload.ts';

type Phase =
  | { readonly name: 'choosing' }
  | { readonly name: 'uploading'; readonly file: File; readonly sent: number }
  | { readonly name: 'stopped'; readonly file: File | undefined; readonly words: string };

export function BulkUpload() {
  const { words } = useWords();
  const { language, say } = useBulkWords();
  const [phase, setPhase] = useState<Phase>({ name: 'choosing' });
  const [isExpired, setExpired] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (file: File) => {
    // What a packed file unpacks to, only the server can tell.
    const isTooLarge = file.size > MAX_FILE_BYTES;
    const fault = file.size === 0 ? say.empty : isTooLarge ? say.tooLarge : undefined;
    if (fault !== undefined) return setPhase({ name: 'stopped', file: undefined, words: fault });
    const controller = new AbortController();
    running.current = controller;
    setPhase({ name: 'uploading', file, sent: 0 });
    const result = await upload(file, language, controller.signal, (sent) =>
      setPhase({ name: 'uploading', file, sent }),
    );
    switch (result.outcome) {
      case 'uploaded':
        return navigate(`/bulk/${result.id}`);
      case 'cancelled':
        return setPhase({ name: 'stopped', file: undefined, words: say.cancelled });
      case 'broken':
        return setPhase({ name: 'stopped', file, words: say.uploadFailed });
      case 'refused':
        if (result.failure.kind === 'expired') setExpired(true);
        return setPhase({ name: 'stopped', file, words: failureWords(result.failure, say) });
    }
  };
  if (isExpired) return <SignIn title={words.expiredTitle} text={words.expiredText} />;
  const isUploading = phase.name === 'uploading';
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.intro}</p>
      <FileChoice
        label={say.choose}
        hint={say.drop}
        accept=".ndjson,.jsonl,.gz"
        disabled={isUploading}
        onFile={(file) => void start(file)}
      />
      {phase.name === 'uploading' && (
        <section aria-labelledby="uploading" className="command-section">
          <h2 id="uploading">{say.uploading(phase.file.name)}</h2>
          <progress
            className="command-progress"
            aria-label={say.uploadProgress}
            max={phase.file.size}
            value={phase.sent}
          />
          <p className="number">{say.uploaded(sizeText(phase.sent), sizeText(phase.file.size))}</p>
          <Button onClick={() => running.current?.abort()}>{say.cancel}</Button>
        </section>
      )}
      {phase.name === 'stopped' && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={phase.words}
          action={
            phase.file && (
              <Button onClick={() => phase.file && void start(phase.file)}>{say.again}</Button>
            )
          }
        />
      )}
    </>
  );
}

function failureWords(failure: SendFailure, say: BulkWords): string {
  return failure.kind === 'problem' ? `${say.askFailed}: ${failure.detail}` : say.uploadFailed;
}
