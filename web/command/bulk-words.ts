/** The words of bulk files, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { plural } from './plural.ts';

const ZH = {
  title: '批量补报',
  intro:
    '一次补报多个派出所、多天的数据：NDJSON 文件，每行是一个派出所一天的内容，可用 gzip 压缩，解压后最大1 GiB。有错的行单独退回，不影响其他行；重复上传不会重复计数。',
  choose: '选择文件',
  drop: '或把 .ndjson、.gz 文件拖到这里',
  empty: '文件是空的，请重新选择',
  tooLarge: '文件超过1 GiB，请拆分后上传',
  uploading: (name: string) => `正在上传${name}`,
  uploaded: (done: string, size: string) => `${done} / ${size}`,
  uploadProgress: '上传进度',
  cancel: '取消上传',
  cancelled: '上传已取消，可重新选择文件',
  uploadFailed: '上传中断，没有处理任何内容。请检查网络后重试。',
  askFailed: '没能开始上传',
  again: '重新上传',
  another: '上传另一个文件',
  offline: '网络中断，进度暂停显示；处理在服务器上继续，恢复后自动更新。',
  waiting: '文件已排队，等待处理',
  waitingLong: '文件还没有到达。如果上传被中断，请重新选择文件。',
  processing: (lines: string) => `正在处理，已处理${lines}行`,
  done: (lines: string, refused: string) =>
    refused === '0' ? `处理完成，${lines}行全部收到` : `处理完成，${lines}行中${refused}行被退回`,
  failed: '文件没有处理完',
  progress: '处理进度',
  readOf: (bytes: string, size: string) => `已读${bytes} / ${size}`,
  read: (bytes: string) => `已读${bytes}`,
  lines: '行数',
  accepted: '已接收',
  unchanged: '与已有相同',
  refused: '退回',
  results: '下载结果文件',
  resultsHint: '每行的结果：回执，或退回的原因(NDJSON)',
  resultsFailed: '结果文件暂时无法取得，请重试',
  refusedTitle: (shown: string, all: string) =>
    shown === all ? `退回的${all}行` : `退回的${all}行中的前${shown}行，全部见结果文件`,
  line: '行',
  message: '原因',
  more: (more: string) => `另有${more}处错误`,
  retry: '重试',
  address: '可以离开本页：处理会继续，用本页地址可随时回来查看。',
  caption: '来源：批量文件处理记录',
};

const EN: typeof ZH = {
  title: 'Back-fill',
  intro:
    "Send many days of many stations at once: an NDJSON file, each line one station's day, perhaps packed with gzip, at most 1 GiB unpacked. A faulty line is refused by itself; sending a file again counts nothing twice.",
  choose: 'Choose a file',
  drop: 'or drop an .ndjson or .gz file here',
  empty: 'The file is empty; choose another',
  tooLarge: 'The file is larger than 1 GiB; split it',
  uploading: (name) => `Uploading ${name}`,
  uploaded: (done, size) => `${done} of ${size}`,
  uploadProgress: 'Upload',
  cancel: 'Cancel the upload',
  cancelled: 'The upload was cancelled; choose a file again',
  uploadFailed: 'The upload broke off and nothing was processed. Check the network and try again.',
  askFailed: 'The upload could not begin',
  again: 'Upload again',
  another: 'Upload another file',
  offline:
    'The network is down. Processing goes on at the server; this page catches up when the network is back.',
  waiting: 'The file is queued',
  waitingLong: 'The file has not arrived. If the upload broke off, choose the file again.',
  processing: (lines) => `Processing: ${plural(lines, 'line')} so far`,
  done: (lines, refused) =>
    refused === '0'
      ? `Done: ${plural(lines, 'line')} received`
      : `Done: ${refused} of ${plural(lines, 'line')} refused`,
  failed: 'The file was not processed to its end',
  progress: 'Processing',
  readOf: (bytes, size) => `${bytes} of ${size} read`,
  read: (bytes) => `${bytes} read`,
  lines: 'Lines',
  accepted: 'Accepted',
  unchanged: 'Unchanged',
  refused: 'Refused',
  results: 'Download the results',
  resultsHint: 'What came of each line: its receipt, or why it was refused (NDJSON)',
  resultsFailed: 'The results cannot be reached just now; try again',
  refusedTitle: (shown, all) =>
    shown === all
      ? `Refused: ${plural(all, 'line')}`
      : `Refused: the first ${shown} of ${all} lines; the results file has them all`,
  line: 'Line',
  message: 'Reason',
  more: (more) => plural(more, 'more error'),
  retry: 'Try again',
  address: 'You can leave: processing goes on, and this address leads back here.',
  caption: 'Source: the record of bulk files',
};

export type BulkWords = typeof ZH;

/** The words in the page's language. */
export function useBulkWords(): { readonly language: Language; readonly say: BulkWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
