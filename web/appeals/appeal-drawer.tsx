/** The form of an appeal, beside the page that it is about. */

import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import { fullTimeName } from '../dates.ts';
import { send } from '../send.ts';
import { type Appeal, faultOfText } from './appeal.ts';
import { type Refused, refusedOf } from './refusals.ts';
import { useAppealWords } from './words.ts';
import { MOST_CHARACTERS, Written } from './written.tsx';

export interface AppealDrawerProps {
  readonly period: string;
  readonly unit: string;
  readonly kpi: { readonly id: string; readonly name: string };
  readonly deadline: string;
  /** Kept by the page, so that a closed form loses nothing. */
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
  readonly onFiled: () => void;
}

export function AppealDrawer(props: AppealDrawerProps) {
  const { period, unit, kpi, deadline, reason, onReason, onClose, onFiled } = props;
  const { language, say } = useAppealWords();
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refused>({ fields: {}, whole: undefined });
  const file = async () => {
    setTried(true);
    if (faultOfText(reason, MOST_CHARACTERS)) {
      document.getElementById('appeal-reason')?.focus();
      return;
    }
    setSending(true);
    const json = { period, unit, kpi: kpi.id, reason };
    const sent = await send<Appeal>('/appeals', language, { method: 'POST', json });
    setSending(false);
    if (sent.ok) onFiled();
    else setRefused(refusedOf(sent.failure, ['reason'], language, say));
  };
  return (
    <Drawer
      open
      title={say.appealOf(kpi.name)}
      onClose={onClose}
      size={440}
      rootClassName="appeals-drawer"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void file();
        }}
      >
        <Written
          id="appeal-reason"
          label={say.reason}
          hint={say.reasonHint}
          value={reason}
          onChange={(text) => {
            onReason(text);
            setRefused({ fields: {}, whole: undefined });
          }}
          rows={8}
          tried={tried}
          refused={refused.fields.reason}
        />
        <p className="quiet">{say.until(fullTimeName(deadline, language))}</p>
        {refused.whole && <Alert type="warning" showIcon title={refused.whole} />}
        <div className="controls">
          <Button type="primary" htmlType="submit" loading={sending}>
            {say.send}
          </Button>
          <Button onClick={onClose}>{say.cancel}</Button>
        </div>
      </form>
    </Drawer>
  );
}
