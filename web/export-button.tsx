/** A table as a workbook: the same request that the page made, answered as a file. */
import { Button } from 'antd';
import { useState } from 'react';
import { saveFile } from './save-file.ts';
import { send } from './send.ts';
import { useWords } from './words.ts';

/** `path`: under `/v1`, with its query; `body`: what is posted to it, as JSON, in place of GET. */
export function ExportButton({ path, body }: { readonly path: string; readonly body?: string }) {
  const { language, words } = useWords();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const save = async () => {
    setState('busy');
    const asked = `${path}${path.includes('?') ? '&' : '?'}format=xlsx`;
    const request =
      body === undefined
        ? { method: 'GET' as const }
        : { method: 'POST' as const, body, headers: { 'content-type': 'application/json' } };
    const sent = await send<Blob>(asked, language, { ...request, as: 'blob' });
    if (sent.ok) saveFile(sent.value, sent.filename ?? 'fengqiao.xlsx');
    setState(sent.ok ? 'idle' : 'failed');
  };
  return (
    <span className="no-print">
      <Button size="small" onClick={() => void save()} loading={state === 'busy'}>
        {words.export}
      </Button>{' '}
      <span role="status" className="quiet">
        {state === 'busy' && words.exporting}
        {state === 'failed' && words.exportFailed}
      </span>
    </span>
  );
}
