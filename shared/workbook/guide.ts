/** What the template's first sheet says, a paragraph each. */
import type { Names } from '../submissions/contract.ts';

export const GUIDE: readonly Names[] = [
  {
    zh: '一、每个表一行一项，第一行是列名，请不要改动列名和表名。可以写一天，也可以写一个月。',
    en: 'One sheet a list, one row an item; keep the names of sheets and columns. A file holds a day or a month.',
  },
  {
    zh: '二、每行都要写日期，如 2024-04-15。只报一天时，在「日期」表写这一天即可，各表的日期可以不写。',
    en: 'Each row has its date, such as 2024-04-15. For one day alone, write it in the sheet 日期 and leave the dates out.',
  },
  {
    zh: '三、当天六个表都没有内容的，在「日期」表写明日期，「零报告」填「是」。没有写明的日子不算已报送。',
    en: 'For a day on which nothing happened, write it in the sheet 日期 with 是 under 零报告. Days not said are not reported.',
  },
  {
    zh: '四、一天的内容以整天为准：再次上传同一天，要包括这一天的全部内容，系统以最后一次为准。',
    en: 'A day is sent whole: sending it again replaces it, so give all of its rows.',
  },
  {
    zh: '五、村(社区)、民辅警编号和各项类别请从下拉列表选择。社区工作要填村(社区)，其他工作不填。',
    en: 'Choose grids, officers and codes from the lists. Work in the community has a grid, other work has none.',
  },
  {
    zh: '六、纠纷「排查发现」要填类别、村(社区)和民辅警编号；「化解」要填化解层级。案件「立案」要填类别和村(社区)。',
    en: 'A dispute opened has category, grid and officer; one resolved has its level. A case filed has category and grid.',
  },
  {
    zh: '七、不要填写姓名、身份证号、手机号、银行卡号和车牌号；编号用本所自己的编号。',
    en: "No names, ID, phone or card numbers, no number plates: use the station's own numbers.",
  },
  {
    zh: '八、有错误时，系统按表、行、列逐项说明，可以下载标出错误的文件，改好后再次上传。',
    en: 'Errors are named by sheet, row and column; the file can be downloaded with them marked, corrected and sent again.',
  },
];
