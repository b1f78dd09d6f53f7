// The review of the browser's bench: 300 lines of Chinese, no two alike, 20,000 characters, a comment on each.
import type { Person } from '../../tests/build/api';

const LINES = 300;
/** Characters of a line before its full stop, at least. */
const LENGTH = 62;
export const THREADS = 300;

const WHO =
  '门诊部,住院部,药房,检验科,总务处,信息科,财务处,护理部,保卫科,食堂,图书室,档案室,人事处,维修班,收费处'.split(',');
const WHEN =
  '三月上旬,四月中旬,五月底,六月第一周,七月开始,国庆以后,每周一上午,月末盘点时,交接班前,雨季到来前,年中会上,试行期间'.split(
    ',',
  );
const DID =
  '核对了全部登记,换掉了旧的表格,重新排了值班,把流程贴在墙上,请厂家来修过两次,统计了等候时间,补签了漏掉的单据,清点了库房,改了交接办法,试用了新的系统,听取了大家的意见,整理了往年的材料,做了一次演练,安排了专人跟进,与外单位对过账'.split(
    ',',
  );
const THEN =
  '等候时间短了一些,差错比上季少,仍有三成没有做到,需要再看一个月,大家反映不一,记录还不完整,费用没有增加,晚班没有落实,效果要到秋天才看得出,两个小组做法不同,目前运转正常,还缺一名人手,原因没有查清,已经写进制度'.split(
    ',',
  );

/** The review's id. */
export async function aLongReview(admin: Person): Promise<string> {
  const lines = Array.from({ length: LINES }, (_, n) => `${n % 2 ? '' : `${n / 2 + 1}. `}${lineOf(n)}`);
  const text = `长文\n\n一、需要改进的\n${lines.join('\n')}\n二、改进项\n1. 例会不超过三十分钟。\n`;
  const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
  for (let n = 0; n < THREADS; n++) {
    const answer = await admin.call('POST', `/reviews/${made.body.id}/threads`, {
      quote: `第${n % LINES}项`,
      body: '这一条请再核对。',
    });
    if (answer.status !== 201) throw new Error(`no thread: ${JSON.stringify(answer.body)}`);
  }
  return made.body.id;
}

/** The same ones at each run. */
function lineOf(n: number): string {
  let seed = n + 1;
  const pick = (words: readonly string[]) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return words[seed % words.length] ?? '';
  };
  let line = `第${n}项`;
  while (line.length < LENGTH) line += `${pick(WHEN)}${pick(WHO)}${pick(DID)}，${pick(THEN)}；`;
  return `${line.slice(0, -1)}。`;
}
