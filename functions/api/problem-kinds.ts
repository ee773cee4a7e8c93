/** Every problem that the API answers: its code, status and words. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Names } from '../../shared/submissions/contract.ts';
import { FAULT_WORDS, type WorkbookFaultCode } from '../../shared/workbook/faults.ts';

export interface ProblemKind {
  readonly status: ContentfulStatusCode;
  readonly title: Names;
  readonly detail: Names;
}

const NOT_READ: Names = { zh: '文件不能读取', en: 'The file cannot be read' };
const workbookProblem = (code: WorkbookFaultCode) =>
  ({ status: 422, title: NOT_READ, detail: FAULT_WORDS[code] }) as const;

/** What can be wrong with a workbook or CSV file as a whole. */
const WORKBOOK_PROBLEMS = {
  workbook_damaged: workbookProblem('workbook_damaged'),
  workbook_protected: workbookProblem('workbook_protected'),
  workbook_macros: workbookProblem('workbook_macros'),
  workbook_empty: workbookProblem('workbook_empty'),
  workbook_not_template: workbookProblem('workbook_not_template'),
  workbook_too_large: workbookProblem('workbook_too_large'),
} as const satisfies Record<WorkbookFaultCode, ProblemKind>;

/** Every `code` that the application answers; clients rely on them. */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    title: { zh: '请求不正确', en: 'Invalid request' },
    detail: {
      zh: '请求的参数或内容不符合接口说明，请按 errors 逐项修改',
      en: 'A parameter or the body does not fit the description of the API; see errors',
    },
  },
  no_branch: {
    status: 403,
    title: { zh: '账号没有所属单位', en: 'The account has no branch' },
    detail: {
      zh: '登录账号没有设置单位和角色，或所设单位不在单位表中，请联系管理员',
      en: 'The token carries no unit and role, or a unit that nobody knows; ask your administrator',
    },
  },
  forbidden: {
    status: 403,
    title: { zh: '权限不足', en: 'Not permitted' },
    detail: {
      zh: '您的角色不能进行此操作，请联系上级或管理员',
      en: 'Your role does not permit this; ask the level above you or your administrator',
    },
  },
  not_found: {
    status: 404,
    title: { zh: '没有找到', en: 'Not found' },
    detail: {
      zh: '没有此内容，或不属于本单位',
      en: 'There is no such thing, or it is none of your branch',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { zh: '不支持此方法', en: 'Method not allowed' },
    detail: {
      zh: '此地址不支持这个请求方法，支持的方法见 Allow',
      en: 'This address does not take this method; Allow names those that it takes',
    },
  },
  revision_conflict: {
    status: 409,
    title: { zh: '不是最新版本', en: 'Not the latest revision' },
    detail: {
      zh: '「If-Match」不是当天内容的最新版本，请查看最新版本后再修改',
      en: 'If-Match does not name the latest revision of the day; read that, then send the change again',
    },
  },
  run_in_progress: {
    status: 409,
    title: { zh: '正在计算', en: 'A run is under way' },
    detail: {
      zh: '该考核期正在计算，请等待完成或先停止',
      en: 'A run of this period is under way; wait for it or stop it',
    },
  },
  not_publishable: {
    status: 409,
    title: { zh: '不能发布', en: 'Cannot be published' },
    detail: {
      zh: '该考核期没有这个已完成的版本，或考核期尚未结束',
      en: 'The period has no such finished revision, or is not over',
    },
  },
  flags_open: {
    status: 409,
    title: { zh: '有异常标记待核查', en: 'Flags are open' },
    detail: {
      zh: '请先核查 flags 中的异常标记，或由管理员填写理由后发布',
      en: 'Review the flags first, or give the reason to publish over them',
    },
  },
  history_full: {
    status: 409,
    title: { zh: '修改次数过多', en: 'Decided too often' },
    detail: {
      zh: '该记录的修改次数已达上限，不能再修改',
      en: 'This was decided as often as is kept on record, and is final now',
    },
  },
  merit_entered: {
    status: 409,
    title: { zh: '该项成绩已加分', en: 'The merit was entered before' },
    detail: {
      zh: '同一项成绩对同一单位只能加分一次',
      en: 'A merit counts once for a unit; it has been entered for one of these',
    },
  },
  ledger_withdrawn: {
    status: 409,
    title: { zh: '已撤销', en: 'Withdrawn before' },
    detail: { zh: '该记录已经撤销', en: 'This entry has been withdrawn already' },
  },
  appeal_exists: {
    status: 409,
    title: { zh: '已有申诉', en: 'There is an appeal already' },
    detail: {
      zh: '同一事项的申诉尚未裁定，请等待结果',
      en: 'The same was appealed and is not decided; wait for that',
    },
  },
  appeal_decided: {
    status: 409,
    title: { zh: '申诉已裁定', en: 'The appeal is decided' },
    detail: {
      zh: '该申诉已经裁定，不能再修改',
      en: 'This appeal has been decided; nothing can be added',
    },
  },
  appeal_too_late: {
    status: 422,
    title: { zh: '已过申诉期', en: 'Too late to appeal' },
    detail: {
      zh: '发布满 7 天后不再受理申诉',
      en: 'Appeals end 7 days after publication',
    },
  },
  period_not_begun: {
    status: 422,
    title: { zh: '考核期尚未开始', en: 'The period has not begun' },
    detail: {
      zh: '该考核期还没有已过去的日期，请选择更早的考核期',
      en: 'None of its days is over; choose an earlier period',
    },
  },
  unknown_scheme: {
    status: 422,
    title: { zh: '没有这个考核办法', en: 'There is no such scheme' },
    detail: {
      zh: '请从考核办法目录中选择',
      en: 'Choose one of the schemes that there are',
    },
  },
  scheme_exists: {
    status: 409,
    title: { zh: '该版本已存在', en: 'This version exists' },
    detail: {
      zh: '该版本已保存且内容不同，版本一经保存不能修改，请把 version 改为 nextVersion 的值',
      en: 'This version is stored with other content and never changes; take nextVersion',
    },
  },
  scheme_refused: {
    status: 422,
    title: { zh: '考核办法有误', en: 'The scheme was refused' },
    detail: {
      zh: '没有保存任何内容，请按 errors 逐项修改',
      en: 'Nothing was stored; correct every item of errors',
    },
  },
  evidence_gone: {
    status: 410,
    title: { zh: '依据未保留', en: 'The evidence is not kept' },
    detail: {
      zh: '这一版本没有保留计算依据，请重新计算该考核期',
      en: 'What this revision was computed from is not kept; run the period again',
    },
  },
  too_large: {
    status: 413,
    title: { zh: '内容过大', en: 'Too large' },
    detail: {
      zh: '内容超过 4 MB，请减少内容后重试',
      en: 'The body is larger than 4 MB; send less',
    },
  },
  unsupported_media_type: {
    status: 415,
    title: { zh: '不支持的内容类型', en: 'Unsupported media type' },
    detail: {
      zh: '请按接口说明设置 Content-Type',
      en: 'Set Content-Type as the description of the API says',
    },
  },
  submission_refused: {
    status: 422,
    title: { zh: '报送内容有误', en: 'The submission was refused' },
    detail: {
      zh: '没有保存任何内容，请按 errors 逐项修改后重新报送',
      en: 'Nothing was stored; correct every item of errors and send it again',
    },
  },
  draft_conflict: {
    status: 409,
    title: { zh: '草稿已被他人保存', en: 'The draft was saved by another' },
    detail: {
      zh: '您打开草稿之后又有人保存过，请重新读取后再修改',
      en: 'It was saved or opened elsewhere since you read it; read it again',
    },
  },
  draft_refused: {
    status: 422,
    title: { zh: '草稿不能保存', en: 'The draft was refused' },
    detail: {
      zh: '没有保存任何内容，请按 errors 逐项修改',
      en: 'Nothing was stored; correct every item of errors',
    },
  },
  ...WORKBOOK_PROBLEMS,
  export_too_large: {
    status: 422,
    title: { zh: '表格过大', en: 'The export is too large' },
    detail: {
      zh: '要导出的内容过多，请选择下级单位或较短的期间，分几次导出',
      en: 'There is too much to export at once; choose a unit further down, or a shorter time',
    },
  },
  import_refused: {
    status: 422,
    title: { zh: '文件不能导入', en: 'The file cannot be imported' },
    detail: {
      zh: '没有导入任何内容，请按 errors 修改文件或列对照',
      en: 'Nothing was imported; correct the file or the mapping, see errors',
    },
  },
  mapping_refused: {
    status: 422,
    title: { zh: '列对照有误', en: 'The mapping was refused' },
    detail: {
      zh: '没有保存任何内容，请按 errors 逐项修改',
      en: 'Nothing was stored; correct every item of errors',
    },
  },
  reference_refused: {
    status: 422,
    title: { zh: '基础数据有误', en: 'The reference data were refused' },
    detail: {
      zh: '没有保存任何内容，请按 errors 逐行修改后重新上传',
      en: 'Nothing was stored; correct every row in errors and send the file again',
    },
  },
  too_many_requests: {
    status: 429,
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    detail: {
      zh: '这个账号一分钟内的请求过多，请稍等再试；大量数据请用批量文件报送',
      en: 'This account has asked for too much within a minute; wait a moment. Send many days as a bulk file',
    },
  },
  not_recorded: {
    status: 503,
    title: { zh: '暂时不能操作', en: 'Not possible at the moment' },
    detail: {
      zh: '操作记录暂时无法写入，本次操作没有执行；请稍后再试',
      en: 'The trail cannot be written at the moment, so nothing was done; try again later',
    },
  },
  internal_error: {
    status: 500,
    title: { zh: '系统错误', en: 'Internal error' },
    detail: {
      zh: '请稍后再试；如仍有问题，请把 requestId 告诉管理员',
      en: 'Try again later; if it stays, tell your administrator the requestId',
    },
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
