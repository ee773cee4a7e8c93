/** The template: for Excel with the days of a month in it, or as CSV. */
import { Button, Select } from 'antd';
import { useState } from 'react';
import { monthOf } from '../../shared/calendar/day.ts';
import { useToday } from '../clock.ts';
import { periodName } from '../format.ts';
import { saveFile } from '../save-file.ts';
import { type SendFailure, send } from '../send.ts';
import { Failed } from '../states.tsx';
import { shiftMonth } from '../station/dates.ts';
import { useUploadWords } from './words.ts';

/** No days at all. */
const BLANK = '';

export function Template({ station }: { readonly station: string }) {
  const { language, words } = useUploadWords();
  const thisMonth = monthOf(useToday());
  const [month, setMonth] = useState(thisMonth);
  const [loading, setLoading] = useState<'xlsx' | 'csv'>();
  const [failure, setFailure] = useState<SendFailure>();
  // As far back as days are open to a clerk.
  const months = [0, -1, -2].map((months) => shiftMonth(thisMonth, months));
  const download = async (format: 'xlsx' | 'csv') => {
    setLoading(format);
    setFailure(undefined);
    const query = month === BLANK ? '' : `&month=${month}`;
    const path = `/submissions/template?station=${station}&format=${format}${query}`;
    const answer = await send<Blob>(path, language, { method: 'GET', as: 'blob' });
    setLoading(undefined);
    if (!answer.ok) return setFailure(answer.failure);
    const name = ['fengqiao', station, month].filter(Boolean).join('-');
    saveFile(answer.value, `${name}.${format}`);
  };
  if (failure?.kind === 'expired') return <Failed failure={failure} retry={() => {}} />;
  return (
    <section>
      <h2>{words.templateTitle}</h2>
      <p>{words.templateText}</p>
      <div className="controls">
        <span>
          {words.templateDays}{' '}
          <Select
            aria-label={words.templateDays}
            value={month}
            style={{ minWidth: 180 }}
            options={[
              ...months.map((one) => ({
                value: one,
                label: words.wholeMonth(periodName(one, language)),
              })),
              { value: BLANK, label: words.blank },
            ]}
            onChange={setMonth}
          />
        </span>
        <Button onClick={() => download('xlsx')} disabled={loading !== undefined}>
          {words.excel}
        </Button>
        <Button onClick={() => download('csv')} disabled={loading !== undefined}>
          {words.csv}
        </Button>
        <span role="status">{loading ? words.downloading : ''}</span>
      </div>
      {failure && <p role="alert">{words.downloadFailed}</p>}
    </section>
  );
}
