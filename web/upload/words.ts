/** The words of sending days as a table. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import type { FileFault } from './file-kind.ts';

const ZH = {
  title: '表格报送',
  intro: '一个表格可以填一天，也可以填一个月。文件先核对，确认后才发送。',
  checkedTitle: (days: number, errors: number) =>
    errors > 0 ? `${days}天可以发送，有${errors}处错误` : `${days}天可以发送`,
  heldTitle: '内容都已报送过，不用再发',
  supersededTitle: '没有新内容，但有的不是现行版本',
  refusedTitle: (errors: number) => `没有发送：有${errors}处错误`,
  sentTitle: (days: number, errors: number) =>
    errors > 0 ? `${days}天已收到，还有${errors}处错误` : `${days}天已收到`,
  templateTitle: '下载模板',
  templateText: '模板里有本所的村(社区)、编号和选项。请不要改表名和列名。',
  templateDays: '模板里的日期',
  blank: '不填日期',
  wholeMonth: (month: string) => `${month}每一天`,
  excel: '下载 Excel 模板',
  csv: '下载 CSV 模板',
  downloading: '正在下载…',
  downloadFailed: '没有下载成功。',
  chooseTitle: '选择填好的文件',
  choose: '选择文件',
  chooseOther: '换一个文件',
  chooseHint: '或把文件拖到这里：Excel、WPS 的 .xlsx，CSV，或一天的 JSON，不超过 4 MB',
  faults: {
    too_large: '文件超过 4 MB，没有发送。请按月分开，或删除表格以外的图片和空白行。',
    empty: '文件是空的，请重新保存后再选。',
    other_table: '这种表格读不了。请在 Excel 或 WPS 里打开，另存为“.xlsx”，再选那个文件。',
    macros: '文件带宏，为了安全不能用。请另存为不带宏的“.xlsx”，再选那个文件。',
    protected: '文件加了密码，或是旧格式。请去掉密码，另存为“.xlsx”，再选那个文件。',
    damaged: '文件不完整或已损坏。请在 Excel 或 WPS 里打开，另存为“.xlsx”，再选那个文件。',
    json_lines: '多天的 JSON 由县局用“批量补报”发送。请改用表格，或一天一个 .json 文件。',
    other: '这不是表格。请选 .xlsx、.csv 或 .json 文件。',
  } satisfies Record<FileFault, string>,
  busy: {
    check: '正在核对…',
    send: '正在发送…',
    marked: '正在标出错误…',
  },
  elapsed: (seconds: number) => `已用${seconds}秒`,
  offline: '网络断了。文件还在本页，什么都没有丢，连上后请再试。',
  expired: '登录已过期。请重新登录，再选一次文件。',
  signIn: '重新登录',
  notFound: '没有这个派出所，或不属于您的单位。',
  retry: '再试一次',
  requestId: '请求编号',
  resultTitle: '核对结果',
  receiptsTitle: '回执',
  date: '日期',
  outcome: '情况',
  content: '行数',
  noDate: '没有日期',
  outcomes: {
    ready: '可以发送',
    accepted: '已收到',
    unchanged: '内容相同，不用再发',
    refused: '不能发送',
  },
  heldBefore: '以前报送过',
  superseded: (revision: number, latest: number) =>
    `内容与第${revision}版相同，现行为第${latest}版。`,
  correctInForm: '要改回来，请打开这一天更正',
  corrects: (revision: number) => `将更正第${revision}版`,
  revision: (revision: number) => `第${revision}版`,
  onTime: '按时',
  late: '迟报',
  errorsHere: (errors: number) => `${errors}处错误`,
  sendDays: (days: number) => `发送${days}天`,
  blocked: '先改好没有日期的错误',
  errorsTitle: (errors: number) => `${errors}处错误`,
  errorsText: '在文件里改好后，再选一次文件。',
  showAll: (errors: number) => `显示全部${errors}处`,
  beyond: (errors: number) => `还有${errors}处没有列出，请先改好上面的。`,
  marked: '下载标色的表格',
  markedName: (name: string) => `${name}-标出错误.xlsx`,
  toCalendar: '看日历',
};

const EN: typeof ZH = {
  title: 'Send a workbook',
  intro: 'A workbook holds a day or a whole month. It is checked first, and sent when you say so.',
  checkedTitle: (days, errors) =>
    errors > 0
      ? `${days} ${days === 1 ? 'day' : 'days'} can be sent, ${errors} ${errors === 1 ? 'error' : 'errors'}`
      : `${days} ${days === 1 ? 'day' : 'days'} can be sent`,
  heldTitle: 'All of this was received before; nothing to send',
  supersededTitle: 'Nothing new, but not all of it is what counts now',
  refusedTitle: (errors) => `Nothing was sent: ${errors} ${errors === 1 ? 'error' : 'errors'}`,
  sentTitle: (days, errors) =>
    `${days} ${days === 1 ? 'day was' : 'days were'} received${errors > 0 ? `, ${errors} ${errors === 1 ? 'error is' : 'errors are'} left` : ''}`,
  templateTitle: 'Download the template',
  templateText:
    "The template has the station's grids, officers and choices. Leave the names of sheets and columns as they are.",
  templateDays: 'Days in the template',
  blank: 'no days',
  wholeMonth: (month) => `every day of ${month}`,
  excel: 'Download for Excel',
  csv: 'Download as CSV',
  downloading: 'Downloading…',
  downloadFailed: 'The download failed.',
  chooseTitle: 'Choose the file',
  choose: 'Choose a file',
  chooseOther: 'Choose another file',
  chooseHint: 'or drop it here: .xlsx of Excel or WPS, CSV, or the JSON of one day, up to 4 MB',
  faults: {
    too_large:
      'The file is larger than 4 MB and was not sent. Send a file a month, or delete pictures and blank rows.',
    empty: 'The file is empty. Save it again and choose that.',
    other_table:
      'This kind of table cannot be read. Open it in Excel or WPS, save it as .xlsx and choose that.',
    macros: 'The file carries macros. Save it as .xlsx without them and choose that.',
    protected:
      'The file is under a password, or of an old format. Take the password off, save it as .xlsx and choose that.',
    damaged:
      'The file is incomplete or damaged. Open it in Excel or WPS, save it as .xlsx and choose that.',
    json_lines:
      'JSON of many days is sent by the county as a back-fill. Use a workbook, or one .json file a day.',
    other: 'This is not a table. Choose an .xlsx, .csv or .json file.',
  },
  busy: {
    check: 'Checking…',
    send: 'Sending…',
    marked: 'Marking the errors…',
  },
  elapsed: (seconds) => `${seconds} s so far`,
  offline:
    'There is no network. The file is still on this page and nothing is lost; try again when it is back.',
  expired: 'You were signed out. Sign in again and choose the file once more.',
  signIn: 'Sign in again',
  notFound: 'There is no such station, or it is none of your branch.',
  retry: 'Try again',
  requestId: 'Request',
  resultTitle: 'What the check says',
  receiptsTitle: 'Receipts',
  date: 'Day',
  outcome: 'Outcome',
  content: 'Rows',
  noDate: 'no date',
  outcomes: {
    ready: 'can be sent',
    accepted: 'received',
    unchanged: 'the same as before, no need to send',
    refused: 'cannot be sent',
  },
  heldBefore: 'received before',
  superseded: (revision, latest) =>
    `The same as revision ${revision}; revision ${latest} counts now.`,
  correctInForm: 'To change it back, open the day and correct it',
  corrects: (revision) => `corrects revision ${revision}`,
  revision: (revision) => `revision ${revision}`,
  onTime: 'on time',
  late: 'late',
  errorsHere: (errors) => `${errors} ${errors === 1 ? 'error' : 'errors'}`,
  sendDays: (days) => `Send ${days} ${days === 1 ? 'day' : 'days'}`,
  blocked: 'correct the errors without a date first',
  errorsTitle: (errors) => `${errors} ${errors === 1 ? 'error' : 'errors'}`,
  errorsText: 'Correct them in the file and choose it again.',
  showAll: (errors) => `Show all ${errors}`,
  beyond: (errors) => `${errors} more are not listed; correct those above first.`,
  marked: 'Download the file with the errors marked',
  markedName: (name) => `${name}-marked.xlsx`,
  toCalendar: 'See the calendar',
};

export type UploadWords = typeof ZH;

export function useUploadWords(): { readonly language: Language; readonly words: UploadWords } {
  const { language } = useWords();
  return { language, words: language === 'zh' ? ZH : EN };
}
